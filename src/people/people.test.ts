import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { aCity } from '../city/city.fixtures.ts';
import { zoneNamesOf } from '../city/city-queries.ts';
import type { Tx } from '../platform/db/database.ts';
import type { Accounts } from './accounts.ts';
import { contactForMail, revealContact } from './contact.ts';
import { createPerson } from './create-person.ts';
import { detachEmail } from './detach-email.ts';
import { personByEmail } from './email.ts';
import { enterCity } from './enter-city.ts';
import { follow, followersOf, unfollow } from './follow.ts';
import { grantRole, revokeRole } from './grant-role.ts';
import { type Identity, parseIdentity } from './identity.ts';
import { issueFolio, resetPin } from './issue-folio.ts';
import { aResident, aStaffMember, testAccounts } from './people.fixtures.ts';
import { ownData, residenceOf, standingGrants } from './people-queries.ts';
import { registerAtCounter } from './register-at-counter.ts';
import { verifyResidence } from './verify-residence.ts';

const now = new Date('2027-03-01T16:00:00Z');
let test: TestDatabase;
let accounts: Accounts;
let cityId: number;
let zones: number[];
let rosa: number;

const inCity = <Value>(work: (tx: Tx) => Promise<Value>) => test.db.inCity(cityId, work);

beforeAll(async () => {
  test = await testDatabase();
  accounts = testAccounts(test.url);
  cityId = await aCity(test.db);
  zones = (await inCity((tx) => zoneNamesOf(tx, cityId))).map((zone) => zone.id);
  rosa = await inCity((tx) => aStaffMember(tx, { cityId, role: 'booth_officer' }));
});
afterAll(async () => {
  await accounts.close();
  await test.close();
});

const passport = (number: string): Identity => parseIdentity('passport', number) as Identity;
const atCounter = (tx: Tx, identity: Identity, over: { email?: string; name?: string } = {}) =>
  registerAtCounter(tx, {
    cityId,
    identity,
    name: over.name ?? 'Tomás Reyna',
    email: over.email,
    zoneId: zones[0]!,
    bornOn: '1990-02-03',
    actorId: rosa,
    now,
  });

describe('one person does not become two', () => {
  it('when two officers type the same number at once', async () => {
    const both = await Promise.all(
      [1, 2, 3, 4].map(() => inCity((tx) => atCounter(tx, passport('G 1111-1111')))),
    );
    const ids = both.map((one) => one.ok && one.value.personId);
    expect(new Set(ids).size).toBe(1);
    expect(both.filter((one) => one.ok && !one.value.existed)).toHaveLength(1);
  });

  it('when the number is written by somebody who did not look first', async () => {
    const identity = passport('G22222222');
    await inCity((tx) => atCounter(tx, identity));
    const copied = inCity(async (tx) => {
      const personId = await createPerson(tx, { cityId, now });
      await tx
        .insertInto('identity_digest')
        .columns(['city_id', 'digest', 'kind', 'person_id'])
        .expression((build) =>
          build
            .selectFrom('identity_digest')
            .select((row) => ['city_id', 'digest', 'kind', row.val(personId).as('p')]),
        )
        .execute();
    });
    await expect(copied).rejects.toThrow(/identity_digest_pkey/);
  });

  it('when a first sign-in happens twice at once', async () => {
    const entry = { cityId, userId: 'account-1', email: 'Ana@example.org', locale: 'es-MX', now };
    const ids = await Promise.all([1, 2, 3, 4].map(() => inCity((tx) => enterCity(tx, entry))));
    expect(new Set(ids).size).toBe(1);
  });

  it('when she was registered with her e-mail before she first signed in, or after', async () => {
    const first = await inCity((tx) => atCounter(tx, passport('G33333333'), { email: 'rita@example.org' }));
    const entered = await inCity((tx) =>
      enterCity(tx, { cityId, userId: 'account-2', email: 'RITA@example.org', locale: 'es-MX', now }),
    );
    expect(first.ok && first.value.personId).toBe(entered);
    const later = await inCity((tx) =>
      enterCity(tx, { cityId, userId: 'account-3', email: 'saul@example.org', locale: 'es-MX', now }),
    );
    const registered = await inCity((tx) =>
      atCounter(tx, passport('G44444444'), { email: 'saul@example.org' }),
    );
    expect(registered.ok && registered.value).toEqual({ personId: later, existed: true });
  });

  it('and two do not become one by an e-mail of the other', async () => {
    await inCity((tx) => atCounter(tx, passport('G55555555'), { email: 'casa@example.org' }));
    const other = await inCity((tx) => atCounter(tx, passport('G66666666'), { email: 'casa@example.org' }));
    expect(other).toMatchObject({ ok: false, reason: 'email-of-another' });
  });
});

describe('what an officer writes', () => {
  it('never changes an address that its owner has proven', async () => {
    const personId = await inCity((tx) =>
      enterCity(tx, { cityId, userId: 'account-4', email: 'proven@example.org', locale: 'es-MX', now }),
    );
    const identity = passport('G77777777');
    await inCity((tx) => atCounter(tx, identity, { email: 'proven@example.org' }));
    await inCity((tx) => atCounter(tx, identity, { email: 'other@example.org', name: 'Proven Name' }));
    const data = await inCity((tx) => ownData(tx, cityId, personId));
    expect(data).toMatchObject({ email: 'proven@example.org', name: 'Proven Name' });
  });

  it('is in clear where names are kept, and an identity number nowhere', async () => {
    await inCity((tx) => atCounter(tx, passport('CLEARTEXT99'), { name: 'Named Nowhereelse' }));
    const tablesWith = (text: string) =>
      inCity(async (tx) => {
        const { rows } = await sql<{ name: string }>`
          select format('%I.%I', table_schema, table_name) as name from information_schema.tables
          where table_schema in ('public', 'auth') and table_type = 'BASE TABLE'`.execute(tx);
        const found: string[] = [];
        for (const { name } of rows) {
          const hit = await sql`select 1 from ${sql.raw(name)} t where t::text ilike ${`%${text}%`}`.execute(
            tx,
          );
          if (hit.rows.length > 0) found.push(name);
        }
        return found;
      });
    expect(await tablesWith('Nowhereelse')).toEqual(['public.person_contact']);
    expect(await tablesWith('CLEARTEXT99')).toEqual([]);
  });

  it('differs by city: two cities cannot find out whom they share', async () => {
    const leon = await aCity(test.db, { slug: 'leon', name: 'León' });
    const digests = async (id: number) =>
      test.db.inCity(id, (tx) => tx.selectFrom('identity_digest').select('digest').execute());
    await test.db.inCity(leon, async (tx) => {
      const zone = (await zoneNamesOf(tx, leon))[0]!;
      const officer = await aStaffMember(tx, { cityId: leon, role: 'booth_officer' });
      await registerAtCounter(tx, {
        cityId: leon,
        identity: passport('G11111111'),
        name: 'Tomás Reyna',
        zoneId: zone.id,
        bornOn: '1990-02-03',
        actorId: officer,
        now,
      });
    });
    const ours = (await digests(cityId)).map(({ digest }) => digest.toString('hex'));
    const theirs = (await digests(leon)).map(({ digest }) => digest.toString('hex'));
    expect(theirs).toHaveLength(1);
    expect(ours).not.toContain(theirs[0]);
  });
});

describe('residence', () => {
  it('counts as last found, keeps what was found before, and fits one zone at a time', async () => {
    const personId = await inCity((tx) => aResident(tx, { cityId, zoneId: zones[0]!, now }));
    const move = (zoneId: number) =>
      inCity((tx) =>
        verifyResidence(tx, { cityId, personId, zoneId, method: 'counter', actorId: rosa, now }),
      );
    await Promise.all([move(zones[1]!), move(zones[1]!)]);
    const residence = await inCity((tx) => residenceOf(tx, cityId, personId));
    expect(residence).toMatchObject({ zoneId: zones[1], bornOn: '1987-05-14', method: 'counter' });
    const kept = await inCity((tx) =>
      tx.selectFrom('residence').select('id').where('person_id', '=', personId).execute(),
    );
    expect(kept).toHaveLength(3);
    expect(await move(999_999)).toMatchObject({ ok: false, reason: 'unknown-zone' });
  });
});

describe('roles', () => {
  it('are held once, end, and can be given again', async () => {
    const personId = await inCity((tx) => createPerson(tx, { cityId, name: 'Iker', now }));
    const give = () =>
      inCity((tx) => grantRole(tx, { cityId, personId, role: 'evaluator', actorId: rosa, now }));
    const [first, second] = await Promise.all([give(), give()]);
    expect(first).toEqual(second);
    const grantId = first.ok ? first.value : 0;
    const take = () => inCity((tx) => revokeRole(tx, { cityId, grantId, actorId: rosa, now }));
    expect(await take()).toMatchObject({ ok: true });
    expect(await take()).toMatchObject({ ok: false, reason: 'already-revoked' });
    const again = await give();
    expect(again.ok && again.value).not.toBe(grantId);
  });

  it('never leave a city without an administrator, even when two take the role from each other', async () => {
    const two = await inCity(async (tx) => [
      await aStaffMember(tx, { cityId, role: 'administrator' }),
      await aStaffMember(tx, { cityId, role: 'administrator', name: 'Berta' }),
    ]);
    const grants = (await inCity((tx) => standingGrants(tx, cityId))).filter((grant) =>
      two.includes(grant.personId),
    );
    const taken = await Promise.all(
      grants.map((grant) =>
        inCity((tx) => revokeRole(tx, { cityId, grantId: grant.id, actorId: rosa, now })),
      ),
    );
    expect(taken.filter((one) => one.ok)).toHaveLength(1);
    expect(taken.find((one) => !one.ok)).toMatchObject({ reason: 'last-administrator' });
  });
});

describe('a folio', () => {
  it('is one for each person, and its PIN can be set anew', async () => {
    const personId = await inCity((tx) => aResident(tx, { cityId, zoneId: zones[0]!, now }));
    const request = { cityId, personId, actorId: rosa, now };
    const both = await Promise.all([1, 2].map(() => inCity((tx) => issueFolio(tx, request))));
    const made = both.find((one) => one.ok);
    expect(both.find((one) => !one.ok)).toMatchObject({ reason: 'has-folio' });
    const anew = await inCity((tx) => resetPin(tx, request));
    expect(anew.ok && made?.ok && anew.value.folio === made.value.folio).toBe(true);
    expect(anew.ok && anew.value.pin).toMatch(/^\d{6}$/);
  });

  it('is never given for a person with a role, whose account a counter could take over', async () => {
    const request = { cityId, personId: rosa, actorId: rosa, now };
    expect(await inCity((tx) => issueFolio(tx, request))).toMatchObject({ reason: 'holds-role' });
    expect(await inCity((tx) => detachEmail(tx, { ...request, reason: 'not hers' }))).toMatchObject({
      reason: 'holds-role',
    });
  });
});

describe('contacts', () => {
  it('are shown to staff with a purpose, which stays on record', async () => {
    const personId = await inCity((tx) =>
      createPerson(tx, { cityId, name: 'Marta', email: 'marta@example.org', phone: '81 1234 5678', now }),
    );
    const reveal = (purpose: string) =>
      inCity((tx) => revealContact(tx, { cityId, personId, actorId: rosa, purpose, now }));
    expect(await reveal(' why ')).toMatchObject({ ok: false, reason: 'purpose-missing' });
    expect(await reveal('a question about the place')).toMatchObject({
      ok: true,
      value: { email: 'marta@example.org' },
    });
    const kept = await inCity((tx) =>
      tx.selectFrom('contact_reveal').select(['person_id', 'purpose']).execute(),
    );
    expect(kept).toEqual([{ person_id: personId, purpose: 'a question about the place' }]);
  });

  it('are not used for notices by who wants none', async () => {
    const personId = await inCity((tx) => createPerson(tx, { cityId, email: 'quiet@example.org', now }));
    const address = async () => (await inCity((tx) => contactForMail(tx, cityId, [personId])))[0]?.email;
    expect(await address()).toBe('quiet@example.org');
    await inCity((tx) =>
      tx
        .updateTable('person_contact')
        .set({ no_notices_since: now })
        .where('person_id', '=', personId)
        .execute(),
    );
    expect(await address()).toBeNull();
  });

  it('can be taken from a person who shows that the account is not hers', async () => {
    const personId = await inCity((tx) =>
      enterCity(tx, { cityId, userId: 'impostor', email: 'impostor@example.org', locale: 'es-MX', now }),
    );
    const taken = await inCity((tx) =>
      detachEmail(tx, { cityId, personId, reason: 'her card shows another person', actorId: rosa, now }),
    );
    expect(taken.ok).toBe(true);
    expect(await inCity((tx) => personByEmail(tx, cityId, 'impostor@example.org'))).toBeUndefined();
    const again = await inCity((tx) =>
      enterCity(tx, { cityId, userId: 'impostor', email: 'impostor@example.org', locale: 'es-MX', now }),
    );
    expect(again).not.toBe(personId);
  });
});

it('a person follows a subject once, and stops', async () => {
  const personId = await inCity((tx) => createPerson(tx, { cityId, now }));
  const following = { cityId, personId, subject: 'proposal:12', now };
  await inCity((tx) => follow(tx, following));
  await inCity((tx) => follow(tx, following));
  expect(await inCity((tx) => followersOf(tx, cityId, 'proposal:12'))).toEqual([personId]);
  await inCity((tx) => unfollow(tx, following));
  expect(await inCity((tx) => followersOf(tx, cityId, 'proposal:12'))).toEqual([]);
});
