import type { Tx } from '../platform/db/database.ts';
import type { Result } from '../platform/result.ts';
import { type CycleActInput, type CycleActRefusal, recordCycleAct } from './acts/cycle-act.ts';

/** Ends a cycle for good. What it has behind it stays readable, with the reason. */
export function cancelCycle(tx: Tx, input: CycleActInput): Promise<Result<undefined, CycleActRefusal>> {
  return recordCycleAct(tx, 'cancelled', ['draft', 'published', 'suspended'], input);
}
