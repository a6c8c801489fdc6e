import type { Tx } from '../../platform/db/database.ts';
import { record } from '../../platform/events/events.ts';
import { ok, type Result, refuse } from '../../platform/result.ts';
import type { Cycle } from '../cycle.ts';
import { cycleById, phasesOf } from '../cycle-queries.ts';
import type {} from '../events.ts';
import type { PhaseView } from '../phases.ts';
import { lockCycle } from './cycle-act.ts';

export interface PhaseActInput {
  readonly cityId: number;
  readonly phaseId: number;
  readonly actorId: number;
  readonly now: Date;
  /** Shown to the public. */
  readonly reason: string;
}

export interface FoundPhase {
  readonly cycle: Cycle;
  readonly phase: PhaseView;
  /** All phases of the cycle, in order. */
  readonly phases: readonly PhaseView[];
}

/** The phase as it stands, with the cycle locked until the transaction ends; every act by hand begins here. */
export async function findForAct(
  tx: Tx,
  { cityId, phaseId, now, reason }: PhaseActInput,
): Promise<Result<FoundPhase, 'missing' | 'no-reason'>> {
  if (reason.trim() === '') return refuse('no-reason');
  const row = await tx
    .selectFrom('phase')
    .select('cycle_id')
    .where('city_id', '=', cityId)
    .where('id', '=', phaseId)
    .executeTakeFirst();
  if (!row) return refuse('missing');
  await lockCycle(tx, cityId, row.cycle_id);
  const cycle = (await cycleById(tx, cityId, row.cycle_id)) as Cycle;
  const phases = await phasesOf(tx, cycle, now);
  return ok({ cycle, phases, phase: phases.find(({ id }) => id === phaseId) as PhaseView });
}

/** Whether the phase itself was suspended or cancelled, whatever its cycle is. */
export function stoppedBy(phase: PhaseView): 'suspended' | 'cancelled' | undefined {
  const stop = phase.acts.findLast(({ act }) => act !== 'moved')?.act;
  return stop === 'suspended' || stop === 'cancelled' ? stop : undefined;
}

export type WrittenAct =
  | { readonly act: 'moved'; readonly opensAt: Date; readonly closesAt: Date }
  | { readonly act: 'suspended' | 'resumed' | 'cancelled' };

/** Writes the act and tells of it; the caller has decided that it may be done. */
export async function writePhaseAct(
  tx: Tx,
  { cityId, phaseId, actorId, now, reason }: PhaseActInput,
  { cycle, phase }: FoundPhase,
  written: WrittenAct,
): Promise<void> {
  const told = reason.trim();
  await tx
    .insertInto('phase_act')
    .values({
      city_id: cityId,
      phase_id: phaseId,
      act: written.act,
      opens_at: written.act === 'moved' ? written.opensAt : null,
      closes_at: written.act === 'moved' ? written.closesAt : null,
      reason: told,
      done_by: actorId,
      at: now,
    })
    .execute();
  const event = { subject: `phase:${phaseId}`, actorId, at: now };
  const data = { cycleId: cycle.id, phaseId, kind: phase.kind, reason: told };
  if (written.act === 'moved') {
    const dates = { opensAt: written.opensAt.toISOString(), closesAt: written.closesAt.toISOString() };
    await record(tx, cityId, { ...event, name: 'phase.moved', data: { ...data, ...dates } });
  } else await record(tx, cityId, { ...event, name: `phase.${written.act}`, data });
}
