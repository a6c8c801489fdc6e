import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import type {} from './events.ts';
import { noticesOf } from './privacy-queries.ts';

/** A person has seen the notice as it stands now. Seen twice is seen once. */
export async function acknowledgeNotice(
  tx: Tx,
  { cityId, personId, now }: { readonly cityId: number; readonly personId: number; readonly now: Date },
): Promise<void> {
  const version = (await noticesOf(tx, cityId))[0]?.version ?? 0;
  const made = await tx
    .insertInto('privacy_acknowledgement')
    .values({ city_id: cityId, person_id: personId, version, at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('version')
    .executeTakeFirst();
  if (!made) return;
  const subject = `person:${personId}`;
  await record(tx, cityId, {
    name: 'privacy.acknowledged',
    subject,
    actorId: personId,
    at: now,
    data: { version },
  });
}
