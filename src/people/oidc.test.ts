import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestHouse, testHouse } from '../../test/house.ts';
import { aCity } from '../city/city.fixtures.ts';
import type { Tx } from '../platform/db/database.ts';
import { aStaffMember, signedInAs } from './people.fixtures.ts';

let house: TestHouse;
let cityId: number;
let nadia: string;
let server: Server;
let issuer: string;
/** Those whom the operator trusts; the test adds its own once it knows their ports. */
const trusted: string[] = ['https://other.example'];
/** Whom the provider vouches for, and what it says of her. */
let account = 'maribel';
const claims: Record<string, { email: string; email_verified: boolean }> = {
  maribel: { email: 'maribel@city.example', email_verified: true },
  careless: { email: 'maribel@city.example', email_verified: false },
  successor: { email: 'maribel@city.example', email_verified: true },
  stranger: { email: 'stranger@city.example', email_verified: true },
};

const inCity = <Value>(work: (tx: Tx) => Promise<Value>) => house.db.inCity(cityId, work);
const keep = (over: Record<string, string> = {}) => {
  const form = {
    issuer,
    client: 'cabildo',
    secret: 'a secret of the client',
    label: 'Mi Ciudad',
    factors: '',
  };
  return house.post(
    '/desk/people/provider',
    { act: 'keep', ...form, ...over },
    { headers: { cookie: nadia } },
  );
};
const tryIt = () => house.post('/desk/people/provider', { act: 'try' }, { headers: { cookie: nadia } });

beforeAll(async () => {
  house = await testHouse({ demo: false, oidcIssuers: trusted });
  cityId = await aCity(house.db);
  await house.assembly.cities.reload();
  nadia = await inCity(async (tx) =>
    signedInAs(tx, { cityId, personId: await aStaffMember(tx, { cityId, role: 'administrator' }) }),
  );
  await inCity((tx) => aStaffMember(tx, { cityId, role: 'coordinator', email: 'maribel@city.example' }));
  server = createServer();
  await new Promise<void>((done) => server.listen(0, 'localhost', done));
  issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  trusted.push(issuer);
  server.on('request', provider().callback());
});
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await house.close();
});
beforeEach(async () => {
  account = 'maribel';
  expect((await keep()).location).toBe('/desk/people/provider');
});

/** A real provider that signs in whoever `account` names, without asking. */
function provider(): Provider {
  const made = new Provider(issuer, {
    clients: [
      {
        client_id: 'cabildo',
        client_secret: 'a secret of the client',
        redirect_uris: ['http://localhost/sign-in/provider/back'],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: { openid: ['sub', 'amr', 'acr'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...claims[id] }) as never }),
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ['cookies of the test'] },
  });
  made.use(async (context, next) => {
    if (!context.path.startsWith('/interaction/')) return next();
    const grant = new made.Grant({ accountId: account, clientId: 'cabildo' });
    grant.addOIDCScope('openid email profile');
    const login = { accountId: account, amr: ['pwd', 'mfa'] };
    const result = { login, consent: { grantId: await grant.save() } };
    const to = await made.interactionResult(context.req, context.res, result);
    context.redirect(to);
  });
  return made;
}

/** Presses the button and follows the provider as a browser does. @returns the address that leads back, and our cookies */
async function through(next = ''): Promise<{ back: string; cookies: Record<string, string> }> {
  const begun = await house.get(`/sign-in/provider${next}`);
  expect(begun.status).toBe(303);
  let at = begun.location as string;
  const jar = new Map<string, string>();
  for (let turn = 0; turn < 8 && at.startsWith(issuer); turn++) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(at, { redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    const to = response.headers.get('location');
    if (!to) throw new Error(`${response.status} ${await response.text()}`);
    at = new URL(to, at).href;
  }
  const { pathname, search } = new URL(at);
  return { back: pathname + search, cookies: begun.cookies };
}

const enter = ({ back, cookies }: Awaited<ReturnType<typeof through>>) =>
  house.post(back, { act: 'enter' }, { cookies });

describe('the city’s provider', () => {
  it('lets invited staff in, who still prove our second factor', async () => {
    expect((await house.get('/sign-in')).html).toContain('Entrar con Mi Ciudad');
    const trip = await through('?next=/desk/counter');
    expect((await house.get(trip.back, { cookies: trip.cookies })).html).toContain('Mi Ciudad respondió');
    const entered = await enter(trip);
    expect(entered.location).toBe('/desk/counter');
    const desk = await house.get('/desk/counter', { cookies: entered.cookies });
    expect(desk.location).toContain('/sign-in/second-factor');
    const again = await enter(trip);
    expect(again.html).toContain('No pudimos comprobar la respuesta');
  });

  it('counts as the second factor only where the city says which of its words mean one', async () => {
    await keep({ factors: 'mfa' });
    const entered = await enter(await through());
    expect((await house.get('/desk/counter', { cookies: entered.cookies })).status).toBe(200);
  });

  it('opens to nobody who is unknown, unverified, or has got somebody’s address', async () => {
    await enter(await through());
    for (const [who, sentence] of [
      ['stranger', 'no tiene función ni invitación'],
      ['careless', 'no confirma tu correo'],
      ['successor', 'no tiene función ni invitación'],
    ] as const) {
      account = who;
      const refused = await enter(await through());
      expect(refused.status).toBe(422);
      expect(refused.html).toContain(sentence);
      expect(refused.cookies).not.toHaveProperty('cabildo.session_token');
    }
  });

  it('is not believed with another state, or for another browser', async () => {
    const trip = await through();
    const forged = { ...trip, back: trip.back.replace(/state=[^&]+/, 'state=forged') };
    expect((await enter(forged)).html).toContain('No pudimos comprobar');
    const other = await through();
    expect((await enter({ ...trip, cookies: other.cookies })).html).toContain('No pudimos comprobar');
    expect((await enter({ ...trip, cookies: {} })).location).toBe('/sign-in');
  });

  it('that is down is said to be, to staff and to whoever tries it at the desk', async () => {
    expect((await tryIt()).location).toBe('/desk/people/provider');
    const gone = 'http://localhost:1';
    trusted.push(gone);
    await keep({ issuer: gone });
    expect((await tryIt()).html).toContain('El proveedor no funciona así');
    expect((await house.get('/sign-in/provider')).location).toBe('/sign-in');
    expect((await keep({ issuer: 'http://provider.example' })).html).toContain(
      'dirección completa con https',
    );
  });

  it('is one that the operator trusts: whoever vouches for an address vouches in every city', async () => {
    const refused = await keep({ issuer: 'https://evil.example', secret: 'anything at all' });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('no está en la lista de confianza');
  });

  it('keeps its secret sealed, and shows it to nobody', async () => {
    const row = await inCity((tx) => tx.selectFrom('oidc_provider').selectAll().executeTakeFirstOrThrow());
    expect(row.sealed_secret.toString('utf8')).not.toContain('a secret of the client');
    const page = await house.get('/desk/people/provider', { headers: { cookie: nadia } });
    expect(page.html).not.toContain('a secret of the client');
    expect((await keep({ secret: '' })).location).toBe('/desk/people/provider');
    expect((await keep({ issuer: 'https://other.example', secret: '' })).status).toBe(422);
  });
});
