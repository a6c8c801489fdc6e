import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import type {} from './events.ts';

interface Removal {
  readonly cityId: number;
  readonly personId: number;
  readonly passkeyId: number;
  readonly now: Date;
}

/** Forgets one of a person's own passkeys. Removing what is gone already is no error. */
export async function removePasskey(tx: Tx, { cityId, personId, passkeyId, now }: Removal): Promise<void> {
  const gone = await tx
    .deleteFrom('passkey')
    .where('city_id', '=', cityId)
    .where('person_id', '=', personId)
    .where('id', '=', passkeyId)
    .returning('id')
    .executeTakeFirst();
  if (!gone) return;
  const subject = `person:${personId}`;
  await record(tx, cityId, { name: 'passkey.removed', subject, actorId: personId, at: now, data: {} });
}
