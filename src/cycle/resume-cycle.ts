import type { Tx } from '../platform/db/database.ts';
import type { Result } from '../platform/result.ts';
import { type CycleActInput, type CycleActRefusal, recordCycleAct } from './acts/cycle-act.ts';

/** Lets a suspended cycle go on; phases whose dates have passed meanwhile are moved by hand. */
export function resumeCycle(tx: Tx, input: CycleActInput): Promise<Result<undefined, CycleActRefusal>> {
  return recordCycleAct(tx, 'resumed', ['suspended'], input);
}
