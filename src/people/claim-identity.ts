import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { lockIdentity } from './email.ts';
import type {} from './events.ts';
import { type Identity, identityDigest } from './identity.ts';

/** The person that a number belongs to in the city, and until the end of the transaction nobody else's. */
export async function personByIdentity(
  tx: Tx,
  cityId: number,
  identity: Identity,
): Promise<number | undefined> {
  const digest = identityDigest(cityId, identity);
  await lockIdentity(tx, cityId, digest.toString('hex'));
  const row = await tx
    .selectFrom('identity_digest')
    .select('person_id')
    .where('city_id', '=', cityId)
    .where('digest', '=', digest)
    .executeTakeFirst();
  return row?.person_id;
}

export async function hasIdentity(tx: Tx, cityId: number, personId: number, kind: string): Promise<boolean> {
  const row = await tx
    .selectFrom('identity_digest')
    .select('kind')
    .where('city_id', '=', cityId)
    .where('person_id', '=', personId)
    .where('kind', '=', kind)
    .executeTakeFirst();
  return row !== undefined;
}

export interface Claim {
  readonly cityId: number;
  readonly personId: number;
  readonly identity: Identity;
  readonly actorId: number;
  readonly now: Date;
}

/** Gives a number, free by `personByIdentity`, to a person. The primary key refuses a second person for it. */
export async function claimIdentity(
  tx: Tx,
  { cityId, personId, identity, actorId, now }: Claim,
): Promise<void> {
  await tx
    .insertInto('identity_digest')
    .values({
      city_id: cityId,
      digest: identityDigest(cityId, identity),
      kind: identity.kind,
      person_id: personId,
      recorded_at: now,
    })
    .execute();
  await record(tx, cityId, {
    name: 'person.identified',
    subject: `person:${personId}`,
    actorId,
    at: now,
    data: { kind: identity.kind },
  });
}
