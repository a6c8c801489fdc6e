import type { Tx } from '../platform/db/database.ts';
import type { Events } from '../platform/events/events.ts';
import { record } from '../platform/events/events.ts';
import { lockIdentity, normaliseEmail } from './email.ts';
import type {} from './events.ts';

export interface NewPerson {
  readonly cityId: number;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly locale?: string | undefined;
  readonly how?: Events['person.registered']['how'];
  readonly actorId?: number | null;
  readonly now: Date;
}

/**
 * Makes a person with her contact. Throws when the e-mail belongs to another person of the city: ask
 * `personByEmail` first, after `lockIdentity` of the same address.
 * @returns person.id
 */
export async function createPerson(tx: Tx, person: NewPerson): Promise<number> {
  const { cityId, name, phone, locale, how = 'other', actorId = null, now } = person;
  const email = person.email ? normaliseEmail(person.email) : null;
  if (email) await lockIdentity(tx, cityId, email);
  const { id } = await tx
    .insertInto('person')
    .values({ city_id: cityId, locale: locale ?? null, made_at: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('person_contact')
    .values({ city_id: cityId, person_id: id, name: name || null, email, phone: phone || null })
    .execute();
  await record(tx, cityId, {
    name: 'person.registered',
    subject: `person:${id}`,
    actorId,
    at: now,
    data: { how },
  });
  return id;
}
