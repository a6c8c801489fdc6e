import type { Tx } from '../platform/db/database.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import { findForAct, type PhaseActInput, stoppedBy, writePhaseAct } from './acts/phase-act.ts';
import { type MoveRefusal, moveProblem } from './move-phase.ts';

export interface PhaseResumption extends PhaseActInput {
  /** A new end, so that the days of the suspension are not lost to people; required when the old one has passed. */
  readonly closesAt?: Date;
}

/** Lets a suspended phase go on, until its old end or a later one. */
export async function resumePhase(
  tx: Tx,
  input: PhaseResumption,
): Promise<Result<undefined, MoveRefusal | 'wrong-state' | 'already-over'>> {
  const found = await findForAct(tx, input);
  if (!found.ok) return found;
  const { phase } = found.value;
  if (stoppedBy(phase) !== 'suspended') return refuse('wrong-state', { state: phase.state });
  const closesAt = input.closesAt ?? phase.closesAt;
  if (closesAt <= input.now) return refuse('already-over');
  if (closesAt.getTime() !== phase.closesAt.getTime()) {
    const dates = { opensAt: phase.opensAt, closesAt };
    const problem = moveProblem(found.value, { ...dates, now: input.now });
    if (problem) return problem;
    await writePhaseAct(tx, input, found.value, { act: 'moved', ...dates });
  }
  await writePhaseAct(tx, input, found.value, { act: 'resumed' });
  return ok();
}
