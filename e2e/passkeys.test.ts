import type { Browser, CDPSession } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aStaffMember, signedInAs } from '../src/people/people.fixtures.ts';
import { type RunningCity, runningCity } from './running-city.ts';
import { openBrowser, Visitor } from './visitor.ts';

let city: RunningCity;
let browser: Browser;
beforeAll(async () => {
  city = await runningCity();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await city?.close();
});

const inCity = <Value>(work: Parameters<typeof city.house.db.inCity<Value>>[1]) =>
  city.house.db.inCity(city.story.cityId, work);

/** A device that signs with a finger, as far as the browser can tell. */
async function withDevice(visitor: Visitor): Promise<{ session: CDPSession; authenticatorId: string }> {
  const session = await visitor.page.context().newCDPSession(visitor.page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { session, authenticatorId };
}

/** Somebody of the staff who has just proven her second factor, with a device. */
async function officer(name: string) {
  const cookie = await inCity(async (tx) => {
    const member = { cityId: city.story.cityId, role: 'coordinator', name } as const;
    const personId = await aStaffMember(tx, member);
    return signedInAs(tx, { cityId: city.story.cityId, personId });
  });
  const visitor = await Visitor.comes(browser, city.address, { javaScript: true, cookie });
  return { visitor, device: await withDevice(visitor) };
}

async function registers(visitor: Visitor, name: string) {
  await visitor.goes('/me/passkeys');
  await visitor.writes('Nombre de la llave', name);
  await visitor.presses('Crear la llave en este dispositivo');
  await visitor.page.getByText('La llave quedó lista').waitFor();
}

async function signsInByKey(visitor: Visitor) {
  await visitor.page.context().clearCookies();
  await visitor.goes('/sign-in?next=/desk');
  await visitor.page.getByRole('button', { name: 'Entrar con llave de acceso' }).click();
}

test('a coordinator makes a passkey, signs in with it past the second factor, and removes it', async () => {
  const { visitor } = await officer('Coordinadora Llave');
  await registers(visitor, 'Mi teléfono');
  await signsInByKey(visitor);
  await visitor.page.waitForURL(({ pathname }) => pathname === '/desk');
  expect(await visitor.reads()).not.toContain('Comprueba que eres tú');
  await visitor.goes('/me/passkeys');
  await visitor.presses('Quitar');
  expect(await visitor.reads()).toContain('La llave ya no sirve');
  await signsInByKey(visitor);
  await visitor.page.getByText('Esa llave no está registrada aquí').first().waitFor();
});

test('an answer is good once, at one origin, and a copied key is refused', async () => {
  const { visitor } = await officer('Coordinadora Copia');
  await registers(visitor, 'Llave');
  let body = '';
  visitor.page.on('request', (request) => {
    const data = request.postData() ?? '';
    if (data.includes('credential=%7B')) body = data;
  });
  await signsInByKey(visitor);
  await visitor.page.waitForURL(({ pathname }) => pathname === '/desk');
  const send = (text: string) =>
    fetch(`${city.address}/sign-in`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: city.address, 'content-type': 'application/x-www-form-urlencoded' },
      body: text,
    });
  const replayed = await send(body);
  expect(replayed.status).toBe(303);
  const [told = ''] = replayed.headers.getSetCookie().filter((line) => line.startsWith('cabildo_notice='));
  const value = told.slice('cabildo_notice='.length).split(';')[0] as string;
  expect(Buffer.from(value, 'base64url').toString()).toContain('people.error.passkey-late');
  expect(replayed.headers.getSetCookie().join()).not.toContain('session_token');

  // The same challenge row again, as if it had never been answered: another origin is still refused.
  const credential = JSON.parse(new URLSearchParams(body).get('credential') as string);
  const client = JSON.parse(Buffer.from(credential.response.clientDataJSON, 'base64url').toString());
  const keep = (origin: string) =>
    inCity((tx) =>
      tx
        .insertInto('passkey_challenge')
        .values({
          city_id: city.story.cityId,
          challenge: client.challenge,
          purpose: 'sign-in',
          rp_id: 'localhost',
          origin,
          expires_at: new Date(Date.now() + 60_000),
        })
        .execute(),
    );
  await keep('http://localhost');
  const elsewhere = await city.house.post('/sign-in', Object.fromEntries(new URLSearchParams(body)));
  expect(elsewhere.location).toBe('/sign-in');
  expect(elsewhere.cookies).not.toHaveProperty('cabildo.session_token');
  // Trying used it up, also where it failed: it is committed, not undone.
  const left = await inCity((tx) => tx.selectFrom('passkey_challenge').select('challenge').execute());
  expect(left.map(({ challenge }) => challenge)).not.toContain(client.challenge);

  await inCity((tx) => tx.updateTable('passkey').set({ counter: 1000 }).execute());
  await signsInByKey(visitor);
  await visitor.page.getByText('Esa llave parece una copia').first().waitFor();
});

test('what is serious asks again after a quarter of an hour, and a passkey answers', async () => {
  const { visitor } = await officer('Coordinadora Seria');
  await registers(visitor, 'Llave');
  await inCity((tx) =>
    tx
      .updateTable('session_assurance')
      .set({ proven_at: new Date(Date.now() - 20 * 60_000) })
      .execute(),
  );
  await visitor.goes('/desk/voting');
  await visitor.goes('/desk/voting/open');
  expect(visitor.page.url()).toContain('/sign-in/second-factor?next=%2Fdesk%2Fvoting%2Fopen');
  await visitor.page.getByRole('button', { name: 'Comprobar con llave de acceso' }).click();
  await visitor.page.waitForURL('**/desk/voting/open');
});

test('without JavaScript the page says so and offers the other ways', async () => {
  const visitor = await Visitor.comes(browser, city.address, { javaScript: false });
  await visitor.goes('/sign-in');
  expect(await visitor.reads()).toContain('Las llaves de acceso necesitan JavaScript');
  expect(await visitor.page.getByRole('button', { name: 'Mándame el código' }).isVisible()).toBe(true);
  expect(await visitor.page.getByRole('button', { name: /llave/ }).count()).toBe(0);
});
