import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { createPerson } from './create-person.ts';
import { lockIdentity, normaliseEmail, personByEmail } from './email.ts';
import { noteSignIn } from './note-sign-in.ts';

export interface Entry {
  readonly cityId: number;
  /** Account of schema auth whose e-mail address was just proven by a code. */
  readonly userId: string;
  readonly email: string;
  readonly locale: string;
  readonly now: Date;
}

/**
 * The person that an e-mail account is in this city; on the first sign-in the one whom staff registered or invited
 * with that address, else a new one. Two first sign-ins at once give one person.
 * @returns person.id
 */
export async function enterCity(tx: Tx, { cityId, userId, email, locale, now }: Entry): Promise<number> {
  await lockIdentity(tx, cityId, normaliseEmail(email));
  const known = await tx
    .selectFrom('person_account')
    .select('person_id')
    .where('city_id', '=', cityId)
    .where('auth_user_id', '=', userId)
    .executeTakeFirst();
  if (known) {
    await noteSignIn(tx, cityId, userId, now);
    return known.person_id;
  }
  const found = await personByEmail(tx, cityId, email);
  const personId = found ?? (await createPerson(tx, { cityId, email, locale, how: 'email', now }));
  await tx
    .insertInto('person_account')
    .values({
      city_id: cityId,
      auth_user_id: userId,
      person_id: personId,
      way: 'email',
      since: now,
      last_sign_in_at: now,
    })
    .execute();
  await record(tx, cityId, {
    name: 'person.account-linked',
    subject: `person:${personId}`,
    actorId: personId,
    at: now,
    data: { way: 'email' },
  });
  return personId;
}
