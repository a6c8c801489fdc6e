import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestHouse, testHouse } from '../../test/house.ts';
import { aCity } from '../city/city.fixtures.ts';
import { enterCity } from './enter-city.ts';
import { openSessionFor } from './open-session.ts';
import { otherCitiesOf } from './other-cities.ts';
import { aStaffMember } from './people.fixtures.ts';

let house: TestHouse;
/** San Jacinto, where Nadia runs everything, and Otra, where she is a neighbour; Tercera does not know her. */
let here: number;
let there: number;
let cookie: string;
let sessionId: string;

beforeAll(async () => {
  house = await testHouse({ demo: false });
  here = await aCity(house.db, { slug: 'san-jacinto' });
  there = await aCity(house.db, { slug: 'otra', name: 'Villa Otra' });
  await aCity(house.db, { slug: 'tercera', name: 'Villa Tercera' });
  await house.assembly.cities.reload();
  const session = await house.db.inCity(here, async (tx) => {
    const personId = await aStaffMember(tx, { cityId: here, role: 'administrator', name: 'Nadia' });
    const opened = await openSessionFor(tx, { cityId: here, personId, means: 'none' });
    await tx
      .insertInto('session_assurance')
      .values({ city_id: here, session_id: opened.sessionId, person_id: personId, means: 'totp' })
      .execute();
    return opened;
  });
  sessionId = session.sessionId;
  cookie = session.cookies.map((line) => line.split(';')[0]).join('; ');
  const { userId } = session;
  const email = 'nadia@example.mx';
  await house.db.inCity(there, (tx) =>
    enterCity(tx, { cityId: there, userId, email, locale: 'es-MX', now: new Date() }),
  );
});
afterAll(() => house.close());

const get = (path: string, as = cookie) => house.get(path, as ? { headers: { cookie: as } } : {});

test('a person sees the other cities that know her, and is in each who she is there', async () => {
  const mine = await get('/san-jacinto/me');
  expect(mine.status).toBe(200);
  expect(mine.html).toContain('<a href="/otra/">Villa Otra</a>');
  expect(mine.html).not.toContain('Villa Tercera');
  const other = await get('/otra/me');
  expect(other.html).toContain('<a href="/san-jacinto/">San Jacinto</a>');
  expect(other.html).not.toContain('<a href="/otra/">Villa Otra</a>');

  // Roles and second factors are each city's own.
  expect(mine.html).toContain('Administración');
  expect(other.html).not.toContain('Administración');
  expect((await get('/san-jacinto/desk')).status).toBe(200);
  expect((await get('/otra/desk')).status).toBe(403);
  await house.db.inCity(there, async (tx) => {
    const { person_id } = await tx
      .selectFrom('person_account')
      .select('person_id')
      .where('city_id', '=', there)
      .executeTakeFirstOrThrow();
    await tx.insertInto('role_grant').values({ city_id: there, person_id, role: 'support' }).execute();
  });
  // The factor that she proved in San Jacinto proves nothing in Otra.
  expect(await get('/otra/desk')).toMatchObject({
    status: 303,
    location: expect.stringContaining('/sign-in/second-factor'),
  });
  expect((await get('/otra/desk/people')).status).toBe(403);
});

test('nobody else is told: not by another session, an ended one, or none', async () => {
  const asked = (id: string) =>
    house.db.inCity(here, async (tx) => {
      const cities = await otherCitiesOf(tx, id);
      // The transaction is still this city's.
      const grants = await tx.selectFrom('role_grant').select('city_id').execute();
      expect(new Set(grants.map(({ city_id }) => city_id))).toEqual(new Set([here]));
      return cities.map(({ slug }) => slug);
    });
  expect(await asked(sessionId)).toEqual(['otra']);
  expect(await asked('no-such-session')).toEqual([]);
  const stranger = await house.db.inCity(here, async (tx) => {
    const personId = await aStaffMember(tx, { cityId: here, role: 'observer' });
    return openSessionFor(tx, { cityId: here, personId, means: 'none' });
  });
  expect(await asked(stranger.sessionId)).toEqual([]);
  expect((await get('/san-jacinto/me', '')).status).toBe(303);
});
