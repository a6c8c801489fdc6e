import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import type { Cycle } from './cycle.ts';
import { cycleById, phasesOf } from './cycle-queries.ts';
import type {} from './events.ts';
import type { PhaseView } from './phases.ts';

type Edge = 'opened' | 'closed';

/**
 * Tells once that the clock has opened or closed a phase. Whoever sees it first writes the row; a second worker meets the
 * primary key and tells nothing. A worker that slept through a whole phase tells both, in order.
 */
export async function tickPhases(tx: Tx, cityId: number, now: Date): Promise<void> {
  for (const cycleId of await cyclesToWatch(tx, cityId)) {
    const cycle = await cycleById(tx, cityId, cycleId);
    if (cycle?.state !== 'published') continue;
    const phases = await phasesOf(tx, cycle, now);
    const told = await toldEdges(tx, cityId, phases);
    for (const phase of phases) await tickPhase(tx, cycle, phase, told.get(phase.id) ?? [], now);
  }
}

/** Cycles with a phase that has not been told closed, or was moved since: past ones must not cost a query each second. */
async function cyclesToWatch(tx: Tx, cityId: number): Promise<number[]> {
  const { rows } = await sql<{ cycle_id: number }>`
    select distinct p.cycle_id from phase p
    where p.city_id = ${cityId}
      and not exists (
        select from phase_act a where a.city_id = p.city_id and a.phase_id = p.id and a.act = 'cancelled')
      and not exists (
        select from phase_tick t
        where t.city_id = p.city_id and t.phase_id = p.id and t.edge = 'closed'
          and not exists (
            select from phase_act a
            where a.city_id = p.city_id and a.phase_id = p.id and a.act = 'moved' and a.at >= t.at))
  `.execute(tx);
  return rows.map(({ cycle_id }) => cycle_id);
}

interface Told {
  readonly edge: Edge;
  readonly at: Date;
}

async function toldEdges(tx: Tx, cityId: number, phases: readonly PhaseView[]): Promise<Map<number, Told[]>> {
  const rows = await tx
    .selectFrom('phase_tick')
    .select(['phase_id', 'edge', 'at'])
    .where('city_id', '=', cityId)
    .where(
      'phase_id',
      'in',
      phases.map(({ id }) => id),
    )
    .execute();
  const told = new Map<number, Told[]>();
  for (const { phase_id, edge, at } of rows)
    told.set(phase_id, [...(told.get(phase_id) ?? []), { edge, at }]);
  return told;
}

async function tickPhase(
  tx: Tx,
  cycle: Cycle,
  phase: PhaseView,
  told: readonly Told[],
  now: Date,
): Promise<void> {
  if (phase.state !== 'open' && phase.state !== 'closed') return;
  const openings = told.filter(({ edge }) => edge === 'opened').length;
  const closings = told.filter(({ edge }) => edge === 'closed').length;
  const isOpen = openings > closings;
  // A phase that was moved after it had closed opens again: a new opening, told by the moment of the move.
  const moved = phase.acts.findLast(({ act }) => act === 'moved')?.at;
  const openedAt = closings > 0 && moved ? moved : phase.opensAt;
  if (phase.state === 'open' && !isOpen) await tell(tx, cycle, phase, 'opened', openedAt, now);
  if (phase.state === 'closed') {
    if (openings === 0) await tell(tx, cycle, phase, 'opened', phase.opensAt, now);
    if (openings === 0 || isOpen) await tell(tx, cycle, phase, 'closed', phase.closesAt, now);
  }
}

async function tell(tx: Tx, cycle: Cycle, phase: PhaseView, edge: Edge, at: Date, now: Date): Promise<void> {
  const first = await tx
    .insertInto('phase_tick')
    .values({ city_id: cycle.cityId, phase_id: phase.id, edge, at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('edge')
    .executeTakeFirst();
  if (!first) return;
  await record(tx, cycle.cityId, {
    name: `phase.${edge}`,
    subject: `phase:${phase.id}`,
    actorId: null,
    at: now,
    data: { cycleId: cycle.id, phaseId: phase.id, kind: phase.kind },
  });
}
