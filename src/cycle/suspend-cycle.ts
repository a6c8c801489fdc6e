import type { Tx } from '../platform/db/database.ts';
import type { Result } from '../platform/result.ts';
import { type CycleActInput, type CycleActRefusal, recordCycleAct } from './acts/cycle-act.ts';

/** Stops a cycle for a while: its open and coming phases stand still, and the public reads why. */
export function suspendCycle(tx: Tx, input: CycleActInput): Promise<Result<undefined, CycleActRefusal>> {
  return recordCycleAct(tx, 'suspended', ['published'], input);
}
