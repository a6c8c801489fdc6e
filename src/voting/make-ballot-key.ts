import type { Tx } from '../platform/db/database.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import { generateKeyPair, type KeyPair } from './hpke.ts';
import { type NewBallotKey, writeBallotKey } from './records/ballot-key.ts';
import { ballotKeyOf } from './voting-queries.ts';

/**
 * Makes a key pair for the ballots of a cycle and writes down the public half; the private half is to be handed out at
 * once and kept nowhere. The key is not in use before its file was brought back (check-ballot-key.ts): until then another
 * may be made, for a file that never arrived.
 */
export async function makeBallotKey(tx: Tx, act: NewBallotKey): Promise<Result<KeyPair, 'already-checked'>> {
  if (await ballotKeyOf(tx, act.cityId, act.cycleId)) return refuse('already-checked');
  const pair = generateKeyPair();
  await writeBallotKey(tx, act, pair.publicKey, 'holder');
  return ok(pair);
}
