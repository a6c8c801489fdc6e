import type { Tx } from '../platform/db/database.ts';
import { ok, type Result } from '../platform/result.ts';
import { type CycleActInput, type CycleActRefusal, recordCycleAct } from './acts/cycle-act.ts';

/** Lets the public see a cycle; from here on its phases open and close by the clock. */
export async function publishCycle(
  tx: Tx,
  input: Omit<CycleActInput, 'reason'>,
): Promise<Result<undefined, CycleActRefusal>> {
  const done = await recordCycleAct(tx, 'published', ['draft'], { ...input, reason: 'published' });
  return done.ok ? ok() : done;
}
