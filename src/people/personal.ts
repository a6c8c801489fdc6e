import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import type { DataSubject, PersonalKeeper, PersonalPart } from '../platform/personal.ts';
import { maskEmail } from './email.ts';
import { followsOf } from './follow.ts';
import { ownData } from './people-queries.ts';
import { signOutEverywhere } from './sign-out.ts';
import type {} from './texts.ts';

/** Who somebody is, how she signs in, where she lives, in which role she works for the city. */
export const peoplePersonal: PersonalKeeper = {
  tell: async (tx, subject) => [
    await identity(tx, subject),
    await residences(tx, subject),
    await roles(tx, subject),
    await follows(tx, subject),
    await passkeys(tx, subject),
    await looks(tx, subject),
  ],
  forget: forgetPerson,
};

async function identity(tx: Tx, { cityId, personId }: DataSubject): Promise<PersonalPart> {
  const own = await ownData(tx, cityId, personId);
  const { made_at } = await tx
    .selectFrom('person')
    .select('made_at')
    .where('city_id', '=', cityId)
    .where('id', '=', personId)
    .executeTakeFirstOrThrow();
  const digests = await tx
    .selectFrom('identity_digest')
    .select('kind')
    .where('city_id', '=', cityId)
    .where('person_id', '=', personId)
    .execute();
  return {
    name: 'identity',
    title: 'people.stored.identity',
    why: 'people.stored.identity-why',
    columns: {
      name: 'people.name',
      email: 'people.email',
      phone: 'people.phone',
      folio: 'people.folio',
      since: 'people.stored.since',
      fingerprints: 'people.stored.fingerprints',
    },
    rows: [
      {
        name: own.name,
        email: own.email,
        phone: own.phone,
        folio: own.folio,
        since: made_at,
        fingerprints: digests.map(({ kind }) => kind).join(', ') || null,
      },
    ],
  };
}

async function residences(tx: Tx, { cityId, personId }: DataSubject): Promise<PersonalPart> {
  const rows = await tx
    .selectFrom('residence as r')
    .innerJoin('zone as z', (join) =>
      join.onRef('z.city_id', '=', 'r.city_id').onRef('z.id', '=', 'r.zone_id'),
    )
    .select(['z.name as zone', 'r.born_on', 'r.verified_at', 'r.revoked_at'])
    .where('r.city_id', '=', cityId)
    .where('r.person_id', '=', personId)
    .orderBy('r.id')
    .execute();
  return {
    name: 'residence',
    title: 'people.stored.residence',
    why: 'people.stored.residence-why',
    columns: {
      zone: 'people.zone',
      born: 'people.stored.born',
      since: 'people.stored.since',
      until: 'people.stored.until',
    },
    rows: rows.map(({ zone, born_on, verified_at, revoked_at }) => ({
      zone,
      born: born_on,
      since: verified_at,
      until: revoked_at,
    })),
  };
}

async function roles(tx: Tx, { cityId, personId }: DataSubject): Promise<PersonalPart> {
  const rows = await tx
    .selectFrom('role_grant')
    .select(['role', 'granted_at', 'revoked_at'])
    .where('city_id', '=', cityId)
    .where('person_id', '=', personId)
    .orderBy('id')
    .execute();
  return {
    name: 'roles',
    title: 'people.me.roles',
    why: 'people.stored.roles-why',
    columns: { role: 'people.role', since: 'people.stored.since', until: 'people.stored.until' },
    rows: rows.map(({ role, granted_at, revoked_at }) => ({ role, since: granted_at, until: revoked_at })),
  };
}

async function follows(tx: Tx, { cityId, personId }: DataSubject): Promise<PersonalPart> {
  return {
    name: 'follows',
    title: 'people.me.follows',
    why: 'people.stored.follows-why',
    columns: { subject: 'people.stored.subject', since: 'people.stored.since' },
    rows: (await followsOf(tx, cityId, personId)).map(({ subject, since }) => ({ subject, since })),
  };
}

async function passkeys(tx: Tx, { cityId, personId }: DataSubject): Promise<PersonalPart> {
  const rows = await tx
    .selectFrom('passkey')
    .select(['name', 'made_at as since', 'last_used_at as used'])
    .where('city_id', '=', cityId)
    .where('person_id', '=', personId)
    .orderBy('id')
    .execute();
  return {
    name: 'passkeys',
    title: 'people.stored.passkeys',
    why: 'people.stored.passkeys-why',
    columns: { name: 'people.name', since: 'people.stored.since', used: 'people.stored.used' },
    rows,
  };
}

/** She is told when and why somebody looked at her contact, not who: that is the comptroller's to ask. */
async function looks(tx: Tx, { cityId, personId }: DataSubject): Promise<PersonalPart> {
  const rows = await tx
    .selectFrom('contact_reveal')
    .select(['purpose', 'at'])
    .where('city_id', '=', cityId)
    .where('person_id', '=', personId)
    .orderBy('id')
    .execute();
  return {
    name: 'looks',
    title: 'people.stored.looks',
    why: 'people.stored.looks-why',
    columns: { at: 'people.stored.at', purpose: 'people.stored.purpose' },
    rows,
  };
}

/** What opens the city to her, and what she asked to be told. */
const waysIn = [
  'counter_folio',
  'follow',
  'session_assurance',
  'second_factor',
  'passkey',
  'oidc_subject',
  'person_contact',
] as const;

/** That there was an invitation, to which role and by whom, is the city's own act; the address and the name are hers. */
async function forgetInvitations(tx: Tx, { cityId, personId }: DataSubject): Promise<void> {
  const { email } = await ownData(tx, cityId, personId);
  await tx
    .updateTable('invitation')
    // One open invitation for an address and a role: two that were emptied must not be the same.
    .set({ name: '', email: sql<string>`'forgotten ' || id` })
    .where('city_id', '=', cityId)
    .where((build) =>
      build.or([
        build('accepted_by', '=', personId),
        ...(email ? [build(build.fn<string>('lower', ['email']), '=', email.toLowerCase())] : []),
      ]),
    )
    .execute();
}

/**
 * Takes away who she is and every way in. The person's number stays, so that what she did stays somebody's; the roll's
 * digest of her identity number goes with the retention job, once no vote of this city needs it.
 */
async function forgetPerson(
  tx: Tx,
  { cityId, personId, now }: DataSubject & { readonly now: Date },
): Promise<void> {
  await signOutEverywhere(tx, cityId, personId);
  const accounts = await tx
    .deleteFrom('person_account')
    .where('city_id', '=', cityId)
    .where('person_id', '=', personId)
    .returning('auth_user_id')
    .execute();
  await forgetInvitations(tx, { cityId, personId });
  for (const table of waysIn)
    await tx.deleteFrom(table).where('city_id', '=', cityId).where('person_id', '=', personId).execute();
  await tx
    .updateTable('residence')
    .set({ born_on: null })
    .where('city_id', '=', cityId)
    .where('person_id', '=', personId)
    .execute();
  await tx
    .updateTable('residence')
    .set({ revoked_at: now, revoked_by: null, revoked_reason: 'erasure' })
    .where('city_id', '=', cityId)
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .execute();
  await tx
    .updateTable('person')
    .set({ locale: null })
    .where('city_id', '=', cityId)
    .where('id', '=', personId)
    .execute();
  for (const { auth_user_id } of accounts) await sql`select forget_account(${auth_user_id})`.execute(tx);
}

/**
 * Takes away the digests of forgotten people's identity numbers, after which the same number could register anew: later
 * than any vote in which it was used. @returns how many
 */
export async function forgetFingerprints(
  tx: Tx,
  cityId: number,
  personIds: readonly number[],
): Promise<number> {
  if (personIds.length === 0) return 0;
  const gone = await tx
    .deleteFrom('identity_digest')
    .where('city_id', '=', cityId)
    .where('person_id', 'in', personIds)
    .executeTakeFirst();
  return Number(gone.numDeletedRows);
}

/** Enough for whoever handles a request to know whom it is about: the name, and the address without its middle. */
export async function nameOfSubject(
  tx: Tx,
  { cityId, personId }: DataSubject,
): Promise<{ readonly name: string | null; readonly email: string | null }> {
  const { name, email } = await ownData(tx, cityId, personId);
  return { name, email: email && maskEmail(email) };
}
