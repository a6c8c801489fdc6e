import type { Tx } from '../platform/db/database.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import { findForAct, type PhaseActInput, stoppedBy, writePhaseAct } from './acts/phase-act.ts';

/** Stops an open or coming phase until it is resumed; the public reads why. */
export async function suspendPhase(
  tx: Tx,
  input: PhaseActInput,
): Promise<Result<undefined, 'missing' | 'no-reason' | 'wrong-state'>> {
  const found = await findForAct(tx, input);
  if (!found.ok) return found;
  const { phase } = found.value;
  if (stoppedBy(phase) || phase.state === 'closed') return refuse('wrong-state', { state: phase.state });
  await writePhaseAct(tx, input, found.value, { act: 'suspended' });
  return ok();
}
