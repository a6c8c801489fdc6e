import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { record } from '../../platform/events/events.ts';
import { ok, type Result, refuse } from '../../platform/result.ts';
import { cycleById } from '../cycle-queries.ts';
import type {} from '../events.ts';
import type { CycleState } from '../phases.ts';

export interface CycleActInput {
  readonly cityId: number;
  readonly cycleId: number;
  readonly actorId: number | null;
  readonly now: Date;
  /** Shown to the public. */
  readonly reason: string;
}

export type CycleActRefusal = 'missing' | 'wrong-state' | 'no-reason';

/** Writes one act on a whole cycle, if the cycle is in one of the states that the act starts from. */
export async function recordCycleAct(
  tx: Tx,
  act: 'published' | 'suspended' | 'resumed' | 'cancelled',
  from: readonly CycleState[],
  { cityId, cycleId, actorId, now, reason }: CycleActInput,
): Promise<Result<undefined, CycleActRefusal>> {
  if (reason.trim() === '') return refuse('no-reason');
  await lockCycle(tx, cityId, cycleId);
  const cycle = await cycleById(tx, cityId, cycleId);
  if (!cycle) return refuse('missing');
  if (!from.includes(cycle.state)) return refuse('wrong-state', { state: cycle.state });
  await tx
    .insertInto('cycle_act')
    .values({ city_id: cityId, cycle_id: cycleId, act, reason: reason.trim(), done_by: actorId, at: now })
    .execute();
  const event = { subject: `cycle:${cycleId}`, actorId, at: now };
  if (act === 'published') await record(tx, cityId, { ...event, name: 'cycle.published', data: { cycleId } });
  else await record(tx, cityId, { ...event, name: `cycle.${act}`, data: { cycleId, reason: reason.trim() } });
  return ok();
}

/** Two people who press at once take turns, and the second sees what the first has done. */
export async function lockCycle(tx: Tx, cityId: number, cycleId: number): Promise<void> {
  // Not a row lock: those need the right to update rows, and a cycle's row is never updated.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`cycle ${cityId} ${cycleId}`}, 0))`.execute(tx);
}
