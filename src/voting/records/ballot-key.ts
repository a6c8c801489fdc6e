import type { Tx } from '../../platform/db/database.ts';
import { record } from '../../platform/events/events.ts';
import type {} from '../events.ts';
import { keyIdOf } from '../seal.ts';

export interface NewBallotKey {
  readonly cityId: number;
  readonly cycleId: number;
  readonly actorId: number;
  readonly now: Date;
}

/** Writes down the public half of a key that is not yet in use; the demo's own may be there already. */
export async function writeBallotKey(
  tx: Tx,
  { cityId, cycleId, actorId, now }: NewBallotKey,
  publicKey: Buffer,
  custody: 'holder' | 'demo',
): Promise<void> {
  const keyId = keyIdOf(publicKey);
  await tx
    .insertInto('ballot_key')
    .values({
      city_id: cityId,
      cycle_id: cycleId,
      key_id: keyId,
      public_key: publicKey,
      custody,
      made_by: actorId,
      made_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await record(tx, cityId, {
    name: 'ballot-key.made',
    subject: `cycle:${cycleId}`,
    actorId,
    at: now,
    data: { cycleId, keyId },
  });
}
