import { type Cycle, cycleById, type PhaseView, phaseOf } from '../cycle/cycle-queries.ts';
import type { Tx } from '../platform/db/database.ts';

/** A cycle and its voting phase at a moment of the city's clock; undefined for a cycle that is not there. */
export async function votingOf(
  tx: Tx,
  cityId: number,
  cycleId: number,
  now: Date,
): Promise<{ readonly cycle: Cycle; readonly phase: PhaseView | undefined } | undefined> {
  const cycle = await cycleById(tx, cityId, cycleId);
  return cycle && { cycle, phase: await phaseOf(tx, cycle, 'voting', now) };
}
