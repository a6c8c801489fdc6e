import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Asking, type Shown, type TestHouse, testHouse } from '../../test/house.ts';
import { aCity } from '../city/city.fixtures.ts';
import { zoneNamesOf } from '../city/city-queries.ts';
import type { Tx } from '../platform/db/database.ts';
import { totpCode } from './accounts/totp.ts';
import { grantRole, revokeRole } from './grant-role.ts';
import { issueFolio } from './issue-folio.ts';
import { aResident, aStaffMember } from './people.fixtures.ts';
import { standingGrants } from './people-queries.ts';

let house: TestHouse;
let cityId: number;
let leon: number;
let visitors = 0;

/** A browser: keeps its cookies. */
function browser() {
  const jar: Record<string, string> = {};
  const keep = (shown: Shown) => {
    for (const [name, value] of Object.entries(shown.cookies)) {
      if (value === '') delete jar[name];
      else jar[name] = value;
    }
    return shown;
  };
  const asking = (): Asking => ({ cookies: { ...jar } });
  return {
    jar,
    get: async (path: string) => keep(await house.get(path, asking())),
    post: async (path: string, act: string, form: Record<string, string> = {}) =>
      keep(await house.post(path, { act, ...form }, asking())),
  };
}

const inCity = <Value>(work: (tx: Tx) => Promise<Value>, id = cityId) => house.db.inCity(id, work);

async function mailedCode(email: string, id = cityId): Promise<string> {
  const mail = await inCity(
    (tx) =>
      tx
        .selectFrom('mail')
        .select('subject')
        .where('recipient', '=', email)
        .orderBy('id', 'desc')
        .executeTakeFirst(),
    id,
  );
  return /\d{6}/.exec(mail?.subject ?? '')?.[0] ?? 'none';
}

async function signIn(email: string, base = '/san-jacinto', id = cityId) {
  const visitor = browser();
  await visitor.post(`${base}/sign-in`, 'send-code', { email });
  const shown = await visitor.post(`${base}/sign-in/code`, 'enter', { code: await mailedCode(email, id) });
  return { ...visitor, shown };
}

beforeAll(async () => {
  house = await testHouse();
  cityId = await aCity(house.db);
  leon = await aCity(house.db, { slug: 'leon', name: 'León' });
  await house.assembly.cities.reload();
});
afterAll(() => house.close());

describe('signing in by e-mail', () => {
  it('asks for an address, mails a code, and makes a person of this city', async () => {
    const { shown, get } = await signIn('lucia@example.org');
    expect(shown).toMatchObject({ status: 303, location: '/san-jacinto/' });
    const me = await get('/san-jacinto/me');
    expect(me.status).toBe(200);
    expect(me.html).toContain('lucia@example.org');
  });

  it('leads back to where the person wanted to go, never to another site', async () => {
    const visitor = browser();
    const asked = await visitor.get('/san-jacinto/me');
    expect(asked.location).toBe('/san-jacinto/sign-in?next=%2Fme');
    const sent = await visitor.post('/san-jacinto/sign-in?next=%2Fme', 'send-code', {
      email: 'back@example.org',
    });
    const code = await mailedCode('back@example.org');
    const done = await visitor.post(sent.location as string, 'enter', { code });
    expect(done.location).toBe('/san-jacinto/me');
    const lured = browser();
    await lured.post('/san-jacinto/sign-in?next=//evil.example', 'send-code', { email: 'lured@example.org' });
    const safe = await lured.post('/san-jacinto/sign-in/code?next=//evil.example', 'enter', {
      code: await mailedCode('lured@example.org'),
    });
    expect(safe.location).toBe('/san-jacinto/');
  });

  it('answers the same for an address that is known and one that is not', async () => {
    await signIn('known@example.org');
    const answers = [];
    for (const email of ['known@example.org', 'nobody@example.org']) {
      const visitor = browser();
      const sent = await visitor.post('/san-jacinto/sign-in', 'send-code', { email });
      const page = await visitor.get('/san-jacinto/sign-in/code');
      const wrong = await visitor.post('/san-jacinto/sign-in/code', 'enter', { code: '000000' });
      answers.push(
        [sent.status, sent.location, page.status, page.html, wrong.status, wrong.html].map((part) =>
          String(part)
            .replaceAll(email, 'X')
            .replace(/name="_once" value="[^"]+"/g, ''),
        ),
      );
    }
    expect(answers[0]).toEqual(answers[1]);
  });

  it('refuses a code that was used, and says why in the city’s words', async () => {
    const first = browser();
    await first.post('/san-jacinto/sign-in', 'send-code', { email: 'once@example.org' });
    const code = await mailedCode('once@example.org');
    const stolen = { ...first.jar };
    expect((await first.post('/san-jacinto/sign-in/code', 'enter', { code })).status).toBe(303);
    // For ten seconds the same press of the same browser is one press.
    await house.db.outside((tx) =>
      tx
        .updateTable('auth.opened')
        .set({ at: new Date(Date.now() - 11_000) })
        .execute(),
    );
    const again = await house.post('/san-jacinto/sign-in/code', { act: 'enter', code }, { cookies: stolen });
    expect(again.status).toBe(422);
    expect(again.html).toContain('Ese código no sirve');
    expect(again.cookies).not.toHaveProperty('cabildo.session_token');
  });

  it('locks out who guesses, also when the right code comes then', async () => {
    const visitor = browser();
    await visitor.post('/san-jacinto/sign-in', 'send-code', { email: 'guessed@example.org' });
    const right = await mailedCode('guessed@example.org');
    const wrong = right === '111111' ? '222222' : '111111';
    for (let turn = 0; turn < 3; turn++) {
      const shown = await visitor.post('/san-jacinto/sign-in/code', 'enter', { code: wrong });
      expect(shown.status).toBe(422);
    }
    expect((await visitor.post('/san-jacinto/sign-in/code', 'enter', { code: right })).status).toBe(422);
    // A fresh code each time does not help for ever: ten tries in all, five mails.
    for (let turn = 0; turn < 10; turn++)
      await visitor.post('/san-jacinto/sign-in/code', 'enter', { code: wrong });
    const locked = await visitor.post('/san-jacinto/sign-in/code', 'enter', { code: right });
    expect(locked.html).toContain('Demasiados intentos');
    for (let turn = 0; turn < 4; turn++) {
      await visitor.post('/san-jacinto/sign-in', 'send-code', { email: 'guessed@example.org' });
    }
    const noMail = await visitor.post('/san-jacinto/sign-in', 'send-code', { email: 'guessed@example.org' });
    expect(noMail).toMatchObject({ status: 422 });
    expect(noMail.html).toContain('guessed@example.org');
  });

  it('refuses a form that another site sent', async () => {
    const asking = { headers: { origin: 'https://evil.example' } };
    const form = { act: 'send-code', email: 'csrf@example.org' };
    expect((await house.post('/san-jacinto/sign-in', form, asking)).status).toBe(403);
    expect(await mailedCode('csrf@example.org')).toBe('none');
  });

  it('says which address it cannot read, and keeps it', async () => {
    const shown = await browser().post('/san-jacinto/sign-in', 'send-code', { email: 'not an address' });
    expect(shown.status).toBe(422);
    expect(shown.html).toContain('Escribe un correo completo');
    expect(shown.html).toContain('value="not an address"');
  });

  it('ends when she signs out, here or everywhere', async () => {
    const one = await signIn('leaves@example.org');
    const stolen = { ...one.jar };
    await one.post('/san-jacinto/sign-out', 'sign-out');
    expect((await house.get('/san-jacinto/me', { cookies: stolen })).status).toBe(303);
    const [two, three] = [await signIn('leaves@example.org'), await signIn('leaves@example.org')];
    await two.post('/san-jacinto/me', 'sign-out-everywhere');
    expect((await three.get('/san-jacinto/me')).status).toBe(303);
  });

  it('gives its session to both answers when the button was pressed twice at once', async () => {
    const visitor = browser();
    await visitor.post('/san-jacinto/sign-in', 'send-code', { email: 'twice@example.org' });
    const form = { act: 'enter', code: await mailedCode('twice@example.org'), _once: 'pressed-twice' };
    const cookies = { ...visitor.jar };
    const both = await Promise.all(
      [1, 2].map(() => house.post('/san-jacinto/sign-in/code', form, { cookies })),
    );
    const tokens = both.map((shown) => shown.cookies['cabildo.session_token']);
    expect(tokens[0]).toBeTruthy();
    expect(tokens[1]).toBe(tokens[0]);
    const late = await house.post('/san-jacinto/sign-in/code', form, { cookies: {} });
    expect(late.cookies['cabildo.session_token']).toBeUndefined();
  });
});

describe('a session of one city in another', () => {
  it('is nobody there, whatever she is at home', async () => {
    await inCity((tx) => aStaffMember(tx, { cityId, role: 'administrator', email: 'nadia@example.org' }));
    const nadia = await signIn('nadia@example.org');
    await enrol(nadia);
    expect((await nadia.get('/san-jacinto/desk/people')).status).toBe(200);
    expect((await nadia.get('/leon/desk/people')).location).toBe('/leon/sign-in?next=%2Fdesk%2Fpeople');
    expect((await nadia.get('/leon/me')).status).toBe(303);
  });

  it('opens no staff page in a city where she has a role, on the strength of the other city’s second factor', async () => {
    await inCity(
      (tx) => aStaffMember(tx, { cityId: leon, role: 'administrator', email: 'nadia@example.org' }),
      leon,
    );
    const nadia = await signIn('nadia@example.org', '/leon', leon);
    expect((await nadia.get('/leon/desk/people')).location).toMatch(/^\/leon\/sign-in\/second-factor/);
    expect((await nadia.get('/san-jacinto/desk/people')).location).toMatch(/second-factor/);
  });
});

type Visitor = ReturnType<typeof browser>;

function shownSecret(html: string): string {
  return /<code>([A-Z2-7 ]+)<\/code>/.exec(html)?.[1]?.replaceAll(' ', '') ?? '';
}

/** Sets up the authenticator; gives its secret and the recovery codes. */
async function enrol(visitor: Visitor) {
  const page = await visitor.get('/san-jacinto/sign-in/second-factor?next=%2Fdesk%2Fpeople');
  const secret = shownSecret(page.html);
  const used = totpCode(secret, Date.now());
  const done = await visitor.post('/san-jacinto/sign-in/second-factor?next=%2Fdesk%2Fpeople', 'enrol', {
    code: used,
  });
  expect(done.status).toBe(200);
  return {
    secret,
    used,
    recovery: [...done.html.matchAll(/<code>([0-9A-Z]{5}-[0-9A-Z]{5})<\/code>/g)].map((match) => match[1]!),
  };
}

describe('staff', () => {
  let email: string;
  let person: number;
  beforeEach(async () => {
    visitors += 1;
    email = `staff${visitors}@example.org`;
    person = await inCity((tx) => aStaffMember(tx, { cityId, role: 'administrator', email }));
  });

  it('never reach their pages by an e-mail code alone', async () => {
    const first = await signIn(email);
    expect((await first.get('/san-jacinto/desk/people')).location).toBe(
      '/san-jacinto/sign-in/second-factor?next=%2Fdesk%2Fpeople',
    );
    const { secret, used } = await enrol(first);
    expect((await first.get('/san-jacinto/desk/people')).status).toBe(200);
    const second = await signIn(email);
    expect((await second.get('/san-jacinto/desk/people')).location).toMatch(/second-factor/);
    expect((await second.post('/san-jacinto/desk/people', 'invite', {})).location).toMatch(/second-factor/);
    // The code of the enrolment was used; the next step's is good.
    expect((await second.post('/san-jacinto/sign-in/second-factor', 'prove', { code: used })).status).toBe(
      422,
    );
    const next = totpCode(secret, Date.now() + 30_000);
    const proven = await second.post('/san-jacinto/sign-in/second-factor?next=%2Fdesk%2Fpeople', 'prove', {
      code: next,
    });
    expect(proven.location).toBe('/san-jacinto/desk/people');
    expect((await second.get('/san-jacinto/desk/people')).status).toBe(200);
    const third = await signIn(email);
    expect((await third.post('/san-jacinto/sign-in/second-factor', 'prove', { code: next })).status).toBe(
      422,
    );
  });

  it('keep the same key to scan until the first code is right', async () => {
    const visitor = await signIn(email);
    const page = await visitor.get('/san-jacinto/sign-in/second-factor');
    const wrong = await visitor.post('/san-jacinto/sign-in/second-factor', 'enrol', { code: '000000' });
    expect(wrong.status).toBe(422);
    expect(shownSecret(wrong.html)).toBe(shownSecret(page.html));
    const other = await signIn(email);
    expect(shownSecret((await other.get('/san-jacinto/sign-in/second-factor')).html)).not.toBe(
      shownSecret(page.html),
    );
  });

  it('prove it anew after twelve hours, and after they signed out', async () => {
    const visitor = await signIn(email);
    await enrol(visitor);
    const proofs = () =>
      inCity((tx) =>
        tx.selectFrom('session_assurance').select('means').where('person_id', '=', person).execute(),
      );
    expect(await proofs()).toHaveLength(1);
    await inCity((tx) =>
      tx
        .updateTable('session_assurance')
        .set({ proven_at: sql`now() - interval '12 hours 1 second'` })
        .where('person_id', '=', person)
        .execute(),
    );
    expect((await visitor.get('/san-jacinto/desk/people')).location).toMatch(/second-factor/);
    // A session takes its proofs with it, in every city, although no city is set when the account signs out.
    await visitor.post('/san-jacinto/sign-out', 'sign-out');
    expect(await proofs()).toEqual([]);
  });

  it('enter once with each recovery code', async () => {
    const { recovery } = await enrol(await signIn(email));
    expect(new Set(recovery).size).toBe(8);
    const second = await signIn(email);
    const code = recovery[3]!.toLowerCase().replace('-', ' ');
    expect((await second.post('/san-jacinto/sign-in/second-factor', 'prove', { code })).status).toBe(303);
    expect((await second.get('/san-jacinto/desk/people')).status).toBe(200);
    const third = await signIn(email);
    expect((await third.post('/san-jacinto/sign-in/second-factor', 'prove', { code })).status).toBe(422);
  });

  it('are locked out after five wrong codes, in all their sessions', async () => {
    const { secret } = await enrol(await signIn(email));
    const second = await signIn(email);
    for (let turn = 0; turn < 5; turn++) {
      await second.post('/san-jacinto/sign-in/second-factor', 'prove', { code: '000000' });
    }
    const third = await signIn(email);
    const code = totpCode(secret, Date.now() + 30_000);
    const locked = await third.post('/san-jacinto/sign-in/second-factor', 'prove', { code });
    expect(locked.html).toContain('Demasiados intentos');
  });

  it('lose a role with their next request', async () => {
    const visitor = await signIn(email);
    await enrol(visitor);
    expect((await visitor.get('/san-jacinto/desk/people')).status).toBe(200);
    const grants = await inCity((tx) => standingGrants(tx, cityId));
    const grant = grants.find(({ personId }) => personId === person)!;
    const now = new Date();
    await inCity((tx) => revokeRole(tx, { cityId, grantId: grant.id, actorId: person, now }));
    expect((await visitor.get('/san-jacinto/desk/people')).status).toBe(403);
    expect((await visitor.post('/san-jacinto/desk/people', 'invite', {})).status).toBe(403);
  });

  it('keep their secrets and recovery codes in no form that opens anything', async () => {
    const visitor = await signIn(email);
    const { secret, recovery } = await enrol(visitor);
    const rows = await inCity((tx) => tx.selectFrom('second_factor').select('secret').execute());
    for (const row of rows) expect(row.secret.toString('latin1')).not.toContain(secret);
    const codes = await inCity((tx) => tx.selectFrom('recovery_code').select('digest').execute());
    expect(codes.some(({ digest }) => digest.toString('latin1').includes(recovery[0]!))).toBe(false);
  });
});

describe('folio and PIN', () => {
  let folio: string;
  let pin: string;
  let person: number;
  beforeEach(async () => {
    const made = await inCity(async (tx) => {
      const zone = (await zoneNamesOf(tx, cityId))[0]!;
      const now = new Date();
      const officer = await aStaffMember(tx, { cityId, role: 'booth_officer' });
      person = await aResident(tx, { cityId, zoneId: zone.id, now, name: 'Don Chema' });
      return issueFolio(tx, { cityId, personId: person, actorId: officer, now });
    });
    if (!made.ok) throw new Error(made.reason);
    ({ folio, pin } = made.value);
  });

  it('sign in, however the folio is typed, in their own city only', async () => {
    const visitor = browser();
    const typed = `${folio.slice(0, 4).toLowerCase()} - ${folio.slice(4)}`;
    expect((await visitor.post('/leon/sign-in/folio', 'enter', { folio: typed, pin })).status).toBe(422);
    const done = await visitor.post('/san-jacinto/sign-in/folio?next=%2Fme', 'enter', { folio: typed, pin });
    expect(done.location).toBe('/san-jacinto/me');
    expect((await visitor.get('/san-jacinto/me')).html).toContain('Don Chema');
    expect((await visitor.get('/leon/me')).status).toBe(303);
  });

  it('are told apart from an unknown folio by nothing', async () => {
    const wrong = pin === '111111' ? '222222' : '111111';
    const shown = [];
    for (const tried of [folio, 'ZZZZZZZZ']) {
      const answer = await browser().post('/san-jacinto/sign-in/folio', 'enter', {
        folio: tried,
        pin: wrong,
      });
      shown.push([
        answer.status,
        answer.html.replaceAll(tried, 'X').replace(/name="_once" value="[^"]+"/g, ''),
      ]);
    }
    expect(shown[0]).toEqual(shown[1]);
    expect(shown[0]?.[0]).toBe(422);
  });

  it('are locked after five wrong PINs, from wherever they come', async () => {
    const wrong = pin === '111111' ? '222222' : '111111';
    for (let turn = 0; turn < 5; turn++) {
      const shown = await browser().post('/san-jacinto/sign-in/folio', 'enter', { folio, pin: wrong });
      expect(shown.html).toContain('no corresponden');
    }
    const locked = await browser().post('/san-jacinto/sign-in/folio', 'enter', { folio, pin });
    expect(locked.status).toBe(422);
    expect(locked.html).toContain('Espera un minuto');
  });

  it('never open staff pages, even when their owner is given a role and has a second factor', async () => {
    const visitor = browser();
    await visitor.post('/san-jacinto/sign-in/folio', 'enter', { folio, pin });
    const now = new Date();
    await inCity((tx) =>
      grantRole(tx, { cityId, personId: person, role: 'administrator', actorId: null, now }),
    );
    const page = await visitor.get('/san-jacinto/sign-in/second-factor');
    expect(page.html).toContain('no con folio y PIN');
    const enrolled = await visitor.post('/san-jacinto/sign-in/second-factor', 'enrol', { code: '123456' });
    expect(enrolled.status).toBe(303);
    expect((await visitor.get('/san-jacinto/desk/people')).status).toBe(303);
  });
});
