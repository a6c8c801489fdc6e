import { afterEach, expect, it } from 'vitest';
import { type TestHouse, testHouse } from '../../test/house.ts';
import { aCity } from '../city/city.fixtures.ts';
import { zoneNamesOf } from '../city/city-queries.ts';
import { aResident, aStaffMember } from './people.fixtures.ts';

let house: TestHouse;
afterEach(() => house.close());

async function open(demo: boolean) {
  house = await testHouse({ demo });
  const cityId = await aCity(house.db);
  await house.assembly.cities.reload();
  return house.db.inCity(cityId, async (tx) => {
    const now = new Date();
    const zone = (await zoneNamesOf(tx, cityId))[0]!;
    const nadia = await aStaffMember(tx, { cityId, role: 'administrator' });
    const rosa = await aStaffMember(tx, { cityId, role: 'booth_officer' });
    const [lucia] = [
      await aResident(tx, { cityId, zoneId: zone.id, now }),
      await aResident(tx, { cityId, zoneId: zone.id, now, name: 'Tomás Reyna' }),
    ];
    const third = await aResident(tx, { cityId, zoneId: zone.id, now, name: 'Not Offered' });
    return { cityId, nadia, rosa, lucia, third };
  });
}

it('a demo signs in with one press as each role and as two citizens', async () => {
  const { nadia, lucia, third } = await open(true);
  const { html } = await house.get('/demo/sign-in');
  for (const name of ['Nadia Treviño', 'Rosa Elizondo', 'Lucía Hernández', 'Tomás Reyna'])
    expect(html).toContain(name);
  expect(html).not.toContain('Not Offered');
  const staff = await house.post('/demo/sign-in', { act: 'enter', person: String(nadia) });
  expect(staff.location).toBe('/desk');
  expect((await house.get('/desk/people', { cookies: staff.cookies })).status).toBe(200);
  const citizen = await house.post('/demo/sign-in', { act: 'enter', person: String(lucia) });
  expect((await house.get('/me', { cookies: citizen.cookies })).html).toContain('Lucía Hernández');
  expect((await house.get('/desk/people', { cookies: citizen.cookies })).status).toBe(403);
  const nobody = await house.post('/demo/sign-in', { act: 'enter', person: String(third) });
  expect(nobody.cookies).not.toHaveProperty('cabildo.session_token');
});

it('elsewhere the page is not there, and what a demo once opened opens nothing', async () => {
  const { cityId, nadia } = await open(false);
  const missing = await house.get('/no/such/page');
  const page = await house.get('/demo/sign-in');
  expect(page.status).toBe(404);
  expect(page.html.replace(/\/demo\/sign-in|\/no\/such\/page/g, 'X')).toBe(
    missing.html.replace(/\/demo\/sign-in|\/no\/such\/page/g, 'X'),
  );
  const pressed = await house.post('/demo/sign-in', { act: 'enter', person: String(nadia) });
  expect(pressed.status).toBe(404);
  expect(pressed.cookies).toEqual({});
  expect((await house.get('/sign-in')).html).not.toContain('/demo');
  // A database that was a demo's: the assurance is in the table and counts for nothing.
  const { openSessionFor } = await import('./open-session.ts');
  const session = await house.db.inCity(cityId, (tx) =>
    openSessionFor(tx, { cityId, personId: nadia, means: 'demo' }),
  );
  const [name, value] = session.cookies[0]!.split(';')[0]!.split('=') as [string, string];
  const cookies = { [name]: decodeURIComponent(value) };
  expect((await house.get('/me', { cookies })).status).toBe(200);
  expect((await house.get('/desk/people', { cookies })).location).toMatch(/^\/sign-in\/second-factor/);
});
