import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import type {} from './events.ts';

export interface MailContact {
  readonly personId: number;
  /** Null where there is none, or where she wants no notices. */
  readonly email: string | null;
  readonly locale: string | null;
}

/** Where notices to these persons go; for mail only, never for a screen. */
export async function contactForMail(
  tx: Tx,
  cityId: number,
  personIds: readonly number[],
): Promise<MailContact[]> {
  if (personIds.length === 0) return [];
  const rows = await tx
    .selectFrom('person')
    .leftJoin('person_contact', (join) =>
      join
        .onRef('person_contact.city_id', '=', 'person.city_id')
        .onRef('person_contact.person_id', '=', 'person.id'),
    )
    .select(['person.id', 'person.locale', 'person_contact.email', 'person_contact.no_notices_since'])
    .where('person.city_id', '=', cityId)
    .where('person.id', 'in', personIds)
    .orderBy('person.id')
    .execute();
  return rows.map((row) => ({
    personId: row.id,
    email: row.no_notices_since ? null : row.email,
    locale: row.locale,
  }));
}

export interface Contact {
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
}

export interface Reveal {
  readonly cityId: number;
  readonly personId: number;
  readonly actorId: number;
  /** Why, in the reader's own words; at least five letters, kept for ever. */
  readonly purpose: string;
  readonly now: Date;
}

/** Shows staff a person's contact and writes down who looked and why. The caller's policy says who may. */
export async function revealContact(
  tx: Tx,
  { cityId, personId, actorId, purpose, now }: Reveal,
): Promise<Result<Contact, 'purpose-missing' | 'no-contact'>> {
  const said = purpose.trim();
  if (said.length < 5) return refuse('purpose-missing');
  const contact = await tx
    .selectFrom('person_contact')
    .select(['name', 'email', 'phone'])
    .where('city_id', '=', cityId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  if (!contact) return refuse('no-contact');
  await tx
    .insertInto('contact_reveal')
    .values({ city_id: cityId, person_id: personId, revealed_to: actorId, purpose: said, at: now })
    .execute();
  await record(tx, cityId, {
    name: 'contact.revealed',
    subject: `person:${personId}`,
    actorId,
    at: now,
    data: { purpose: said },
  });
  return ok(contact);
}
