import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestHouse, testHouse } from '../../test/house.ts';
import { aCity } from '../city/city.fixtures.ts';
import type { Tx } from '../platform/db/database.ts';
import { createPerson } from './create-person.ts';
import { aStaffMember, signedInAs } from './people.fixtures.ts';

let house: TestHouse;
let cityId: number;
let nadia: string;
let turn = 0;
let email: string;

const inCity = <Value>(work: (tx: Tx) => Promise<Value>) => house.db.inCity(cityId, work);
const by = (cookie: string) => ({ headers: { cookie } });
const press = (path: string, form: Record<string, string>, cookie = nadia) =>
  house.post(path, form, by(cookie));

beforeAll(async () => {
  house = await testHouse({ demo: false });
  cityId = await aCity(house.db);
  await house.assembly.cities.reload();
  nadia = await inCity(async (tx) =>
    signedInAs(tx, { cityId, personId: await aStaffMember(tx, { cityId, role: 'administrator' }) }),
  );
});
afterAll(() => house.close());
beforeEach(() => {
  email = `invited${++turn}@example.org`;
});

async function invite(): Promise<{ link: string; id: string }> {
  const form = { act: 'invite', email, name: 'Iker Garza', role: 'observer', department: '' };
  expect((await press('/desk/people', form)).location).toBe('/desk/people');
  return { link: await mailedLink(), id: await idOf() };
}

async function mailedLink(): Promise<string> {
  const mail = await inCity((tx) =>
    tx
      .selectFrom('mail')
      .select('body_text')
      .where('recipient', '=', email)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow(),
  );
  return /http:\/\/localhost(\/invitation\/\S+)/.exec(mail.body_text)?.[1] as string;
}

async function idOf(): Promise<string> {
  const { id } = await inCity((tx) =>
    tx.selectFrom('invitation').select('id').where('email', '=', email).executeTakeFirstOrThrow(),
  );
  return String(id);
}

/** Signed in with an address, as its code would have done. */
const arrives = (address: string) =>
  inCity(async (tx) => {
    const personId = await createPerson(tx, { cityId, email: address, now: new Date() });
    return signedInAs(tx, { cityId, personId, secondFactor: false });
  });

describe('an invitation', () => {
  it('gives nothing before it is accepted by whoever owns the address, and is good once', async () => {
    const { link } = await invite();
    expect((await house.get(link)).html).toContain('i•••@example.org');
    expect((await house.post(link, { act: 'accept' })).location).toContain('/sign-in');
    const stranger = await arrives(`stranger${turn}@example.org`);
    expect((await press(link, { act: 'accept' }, stranger)).html).toContain('es para otro correo');
    const iker = await arrives(email);
    expect((await house.get('/desk', by(iker))).status).toBe(403);
    const presses = await Promise.all([1, 2].map(() => press(link, { act: 'accept' }, iker)));
    expect(presses.map(({ status }) => status).sort()).toEqual([303, 422]);
    expect((await house.get('/desk', by(iker))).location).toContain('/sign-in/second-factor');
    expect((await house.get(link, by(iker))).html).toContain('ya se aceptó');
  });

  it('that has expired says what to do, and a renewed one has a new link', async () => {
    const { link, id } = await invite();
    await inCity((tx) =>
      tx
        .updateTable('invitation')
        .set({ expires_at: new Date(Date.now() - 1000) })
        .where('id', '=', Number(id))
        .execute(),
    );
    const iker = await arrives(email);
    const late = await house.get(link, by(iker));
    expect(late.html).toContain('Esta invitación venció');
    expect(late.html).toContain('Pide a quien te invitó que la renueve');
    expect((await press(link, { act: 'accept' }, iker)).status).toBe(422);
    expect((await house.get('/desk/people', by(nadia))).html).toContain('Vencida');
    await press('/desk/people', { act: 'renew', invitation: id });
    const fresh = await mailedLink();
    expect(fresh).not.toBe(link);
    expect((await house.get(link, by(iker))).status).toBe(404);
    expect((await press(fresh, { act: 'accept' }, iker)).location).toBe('/desk');
  });

  it('that was withdrawn opens nothing', async () => {
    const { link, id } = await invite();
    await press('/desk/people', { act: 'withdraw', invitation: id });
    const iker = await arrives(email);
    expect((await house.get(link, by(iker))).html).toContain('Esta invitación se retiró');
    expect((await press(link, { act: 'accept' }, iker)).status).toBe(422);
  });
});

describe('the review of roles', () => {
  it('ends a role with the very next request, with its reason kept', async () => {
    const personId = await inCity((tx) => aStaffMember(tx, { cityId, role: 'coordinator' }));
    const maribel = await inCity((tx) => signedInAs(tx, { cityId, personId }));
    expect((await house.get('/desk/counter', by(maribel))).status).toBe(200);
    const grant = await inCity((tx) =>
      tx.selectFrom('role_grant').select('id').where('person_id', '=', personId).executeTakeFirstOrThrow(),
    );
    const revoke = { act: 'revoke', grant: String(grant.id), _form: `revoke-${grant.id}` };
    expect((await press('/desk/people/roles', { ...revoke, reason: '' })).status).toBe(422);
    await press('/desk/people/roles', { ...revoke, reason: 'Cambió de área' });
    expect((await house.get('/desk/counter', by(maribel))).status).toBe(403);
    const kept = await inCity((tx) =>
      tx.selectFrom('role_grant').selectAll().where('id', '=', grant.id).executeTakeFirstOrThrow(),
    );
    expect(kept.revoked_reason).toBe('Cambió de área');
    const proven = await inCity((tx) =>
      tx.selectFrom('session_assurance').select('means').where('person_id', '=', personId).execute(),
    );
    expect(proven).toEqual([]);
  });

  it('marks what nobody has looked at for long, until somebody does; and an auditor gets a list', async () => {
    const longAgo = new Date(Date.now() - 200 * 24 * 60 * 60 * 1000);
    const name = '=Paz Villarreal';
    await inCity((tx) => aStaffMember(tx, { cityId, role: 'project_manager', now: longAgo, name }));
    expect((await house.get('/desk/people/roles', by(nadia))).html).toContain('Una está atrasada');
    const { id } = await inCity((tx) =>
      tx
        .selectFrom('role_grant')
        .select('id')
        .where('role', '=', 'project_manager')
        .executeTakeFirstOrThrow(),
    );
    await press('/desk/people/roles', { act: 'seen', grant: String(id) });
    const after = await house.get('/desk/people/roles', by(nadia));
    expect(after.html).toContain('Ninguna está atrasada');
    expect(after.html).toContain('Nadia Treviño');
    const list = await house.get('/desk/people/roles?as=csv', by(nadia));
    expect(list.html).toContain(`"'=Paz Villarreal"`);
    expect((await house.get('/desk/people/roles?as=csv')).status).toBe(303);
  });

  it('lets an administrator end somebody’s sessions', async () => {
    const personId = await inCity((tx) => aStaffMember(tx, { cityId, role: 'signer' }));
    const aurelio = await inCity((tx) => signedInAs(tx, { cityId, personId }));
    await press('/desk/people/roles', { act: 'sign-out', person: String(personId) });
    expect((await house.get('/desk', by(aurelio))).location).toContain('/sign-in?');
  });
});

describe('a session', () => {
  const tokenOf = (cookie: string) =>
    decodeURIComponent(cookie.split('=')[1] as string).split('.')[0] as string;
  const idle = (cookie: string, hours: number) =>
    inCity((tx) =>
      tx
        .updateTable('auth.session')
        .set({ updatedAt: new Date(Date.now() - hours * 60 * 60 * 1000) })
        .where('token', '=', tokenOf(cookie))
        .execute(),
    );
  const usedAt = async (cookie: string) => {
    const session = tokenOf(cookie);
    const row = await inCity((tx) =>
      tx
        .selectFrom('auth.session')
        .select('updatedAt')
        .where('token', '=', session)
        .executeTakeFirstOrThrow(),
    );
    return row.updatedAt;
  };

  it('of staff ends after twelve hours without use, a citizen’s after thirty days, and use prolongs it', async () => {
    const personId = await inCity((tx) => aStaffMember(tx, { cityId, role: 'signer' }));
    const staff = await inCity((tx) => signedInAs(tx, { cityId, personId }));
    const citizen = await arrives(email);
    await idle(staff, 11);
    expect((await house.get('/me', by(staff))).status).toBe(200);
    expect(Date.now() - (await usedAt(staff)).getTime()).toBeLessThan(60_000);
    await idle(staff, 13);
    expect((await house.get('/me', by(staff))).status).toBe(303);
    await idle(citizen, 29 * 24);
    expect((await house.get('/me', by(citizen))).status).toBe(200);
    await idle(citizen, 31 * 24);
    expect((await house.get('/me', by(citizen))).status).toBe(303);
  });

  it('is asked for the second factor again before what is serious, and a demo’s never', async () => {
    const personId = await inCity((tx) => aStaffMember(tx, { cityId, role: 'administrator' }));
    const cookie = await inCity((tx) => signedInAs(tx, { cityId, personId }));
    await inCity((tx) =>
      tx
        .updateTable('session_assurance')
        .set({ proven_at: new Date(Date.now() - 16 * 60_000) })
        .where('person_id', '=', personId)
        .execute(),
    );
    expect((await house.get('/desk/people', by(cookie))).status).toBe(200);
    const form = { act: 'invite', email, name: 'Iker', role: 'observer', department: '' };
    expect((await press('/desk/people', form, cookie)).location).toContain('/sign-in/second-factor?next=');
    expect((await press('/desk/people', form)).location).toBe('/desk/people');
  });
});
