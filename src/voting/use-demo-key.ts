import type { Tx } from '../platform/db/database.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import { checkBallotKey } from './check-ballot-key.ts';
import { demoPrivateKey, demoPublicKey } from './demo-key.ts';
import { type NewBallotKey, writeBallotKey } from './records/ballot-key.ts';
import { ballotKeyOf } from './voting-queries.ts';

/** Puts the key that everybody knows into use, for a demonstration. The caller makes sure that the city is one. */
export async function useDemoKey(tx: Tx, act: NewBallotKey): Promise<Result<undefined, 'already-checked'>> {
  if (await ballotKeyOf(tx, act.cityId, act.cycleId)) return refuse('already-checked');
  await writeBallotKey(tx, act, demoPublicKey, 'demo');
  const checked = await checkBallotKey(tx, { ...act, privateKey: demoPrivateKey });
  if (!checked.ok) throw new Error(`the demo key does not fit itself: ${checked.reason}`);
  return ok();
}
