import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import type {} from './events.ts';
import { publicKeyOf } from './hpke.ts';
import { keyIdOf } from './seal.ts';

export interface CheckBallotKey {
  readonly cityId: number;
  readonly cycleId: number;
  readonly actorId: number;
  readonly now: Date;
  /** From the file that the holder brought back; used here and kept nowhere. */
  readonly privateKey: Uint8Array;
}

/**
 * The proof that the key holder has the key: its file opens what will be sealed. From here on it is the key of the cycle,
 * and votes can be cast.
 * @returns the key's id
 */
export async function checkBallotKey(
  tx: Tx,
  { cityId, cycleId, actorId, now, privateKey }: CheckBallotKey,
): Promise<Result<string, 'wrong-key' | 'already-checked'>> {
  const publicKey = publicKeyOf(privateKey);
  const keyId = keyIdOf(publicKey);
  const made = await tx
    .selectFrom('ballot_key')
    .select('public_key')
    .where('city_id', '=', cityId)
    .where('cycle_id', '=', cycleId)
    .where('key_id', '=', keyId)
    .executeTakeFirst();
  if (!made?.public_key.equals(publicKey)) return refuse('wrong-key');
  const checked = await tx
    .insertInto('ballot_key_check')
    .values({ city_id: cityId, cycle_id: cycleId, key_id: keyId, checked_by: actorId, checked_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key_id')
    .executeTakeFirst();
  if (!checked) return refuse('already-checked');
  await record(tx, cityId, {
    name: 'ballot-key.checked',
    subject: `cycle:${cycleId}`,
    actorId,
    at: now,
    data: { cycleId, keyId },
  });
  return ok(keyId);
}
