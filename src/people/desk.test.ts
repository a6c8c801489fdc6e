import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Shown, type TestHouse, testHouse } from '../../test/house.ts';
import { aCity } from '../city/city.fixtures.ts';
import { departmentsOf, zoneNamesOf } from '../city/city-queries.ts';
import type { Tx } from '../platform/db/database.ts';
import type { Role } from '../platform/http/viewer.ts';
import { claimIdentity } from './claim-identity.ts';
import { createPerson } from './create-person.ts';
import { type Identity, parseIdentity } from './identity.ts';
import { aStaffMember, signedInAs } from './people.fixtures.ts';
import { residenceOf } from './people-queries.ts';

let house: TestHouse;
let cityId: number;
let zones: { id: number; code: string; name: string }[];
const cookies = new Map<Role | 'lucia', string>();
let lucia: number;

const inCity = <Value>(work: (tx: Tx) => Promise<Value>) => house.db.inCity(cityId, work);
const as = (who: Role | 'lucia') => ({ headers: { cookie: cookies.get(who) as string } });

beforeAll(async () => {
  house = await testHouse({ demo: false });
  cityId = await aCity(house.db);
  await house.assembly.cities.reload();
  zones = await inCity((tx) => zoneNamesOf(tx, cityId));
  for (const role of ['administrator', 'coordinator', 'booth_officer', 'observer'] as const) {
    const personId = await inCity((tx) => aStaffMember(tx, { cityId, role }));
    cookies.set(role, await inCity((tx) => signedInAs(tx, { cityId, personId })));
  }
  lucia = await inCity((tx) => createPerson(tx, { cityId, email: 'lucia@example.org', now: new Date() }));
  cookies.set(
    'lucia',
    await inCity((tx) => signedInAs(tx, { cityId, personId: lucia, secondFactor: false })),
  );
});
afterAll(() => house.close());

const tomas = {
  kind: 'curp',
  number: 'HEGG560427MVZRRL04',
  name: 'Tomás Reyna',
  born: '1956-04-27',
  email: '',
  phone: '',
};
const register = (over: Record<string, string> = {}) =>
  house.post(
    '/desk/counter',
    { act: 'register', _form: 'register', ...tomas, zone: String(zones[0]!.id), ...over },
    as('booth_officer'),
  );

describe('the counter', () => {
  it('is for its officers', async () => {
    expect((await house.get('/desk/counter')).status).toBe(303);
    expect((await house.get('/desk/counter', as('observer'))).status).toBe(403);
    expect((await house.get('/desk/counter', as('booth_officer'))).status).toBe(200);
  });

  it('says what is wrong with a document, and keeps what was typed', async () => {
    const wrong = await register({ number: 'HEGG560427MVZRRL05' });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('El último número no corresponde');
    expect(wrong.html).toContain('value="Tomás Reyna"');
    expect((await register({ born: '1956-04-28' })).html).toContain(
      'La fecha de nacimiento no es la de la CURP',
    );
    expect((await register({ born: '1856-04-27' })).status).toBe(422);
    expect((await register({ zone: '' })).status).toBe(422);
    expect((await register({ phone: 'call me' })).status).toBe(422);
    expect((await register({ email: 'half@' })).html).toContain('Escribe un correo completo');
  });

  let slip: Shown;
  it('registers a person, hands out folio and PIN once, and the citizen enters with them', async () => {
    const done = await register();
    expect(done.status).toBe(303);
    const page = await house.get(done.location as string, as('booth_officer'));
    expect(page.html).toContain('Tomás Reyna');
    slip = await house.post(done.location as string, { act: 'issue' }, as('booth_officer'));
    expect(slip.status).toBe(200);
    const [, folio] = /<dd>([0-9A-Z]{4}-[0-9A-Z]{4})<\/dd>/.exec(slip.html) as string[];
    const [, pin] = /<dd>(\d{6})<\/dd>/.exec(slip.html) as string[];
    const entered = await house.post('/sign-in/folio', { act: 'enter', folio: folio!, pin: pin! });
    expect(entered.status).toBe(303);
    expect((await house.get('/me', { cookies: entered.cookies })).html).toContain(
      `Vives en ${zones[0]!.name}`,
    );
    const again = await house.post(done.location as string, { act: 'issue' }, as('booth_officer'));
    expect(again.status).toBe(422);
    expect(again.html).not.toContain(pin);
  });

  it('finds the same person by the same document, and sets the PIN anew', async () => {
    const again = await register({ number: 'hegg 560427 mvzrrl 04', name: 'Tomás Reyna Garza' });
    const page = await house.get(again.location as string, as('booth_officer'));
    expect(page.html).toContain('Crear PIN nuevo');
    const find = { act: 'find', kind: 'curp', number: 'HEGG560427MVZRRL04' };
    const found = await house.post('/desk/counter', find, as('coordinator'));
    const renewed = await house.post(found.location as string, { act: 'reset-pin' }, as('coordinator'));
    expect(renewed.html).toMatch(/<dd>\d{6}<\/dd>/);
    expect(/<dd>([0-9A-Z]{4}-[0-9A-Z]{4})<\/dd>/.exec(renewed.html)?.[1]).toBe(
      /<dd>([0-9A-Z]{4}-[0-9A-Z]{4})<\/dd>/.exec(slip.html)?.[1],
    );
    const looks = await inCity((tx) =>
      tx.selectFrom('event').select('name').where('name', '=', 'person.looked-up').execute(),
    );
    expect(looks).toHaveLength(1);
    const nobody = await house.post(
      '/desk/counter',
      { ...find, number: 'SABC560626MDFLRN01' },
      as('coordinator'),
    );
    expect(nobody.html).toContain('Nadie se ha registrado');
  });

  it('opens a person’s page for the officer who found her only', async () => {
    const { location } = await register();
    expect((await house.get(location as string, as('booth_officer'))).status).toBe(200);
    expect((await house.get(location as string, as('coordinator'))).status).toBe(404);
    expect((await house.get('/desk/counter/1', as('booth_officer'))).status).toBe(404);
    const pressed = await house.post(location as string, { act: 'reset-pin' }, as('coordinator'));
    expect(pressed.location).toBe('/desk/counter');
  });

  it('is one effect when two officers press at once', async () => {
    const over = { kind: 'passport', number: 'G99887766', name: 'Race' };
    const both = await Promise.all([1, 2, 3].map(() => register(over)));
    expect(both.map(({ status }) => status)).toEqual([303, 303, 303]);
    const rows = await inCity((tx) =>
      tx.selectFrom('person_contact').select('person_id').where('name', '=', 'Race').execute(),
    );
    expect(rows).toHaveLength(1);
  });
});

describe('roles', () => {
  const invite = (over: Record<string, string>) =>
    house.post(
      '/desk/people',
      { act: 'invite', email: 'iker@example.org', name: 'Iker', role: 'evaluator', department: '', ...over },
      as('administrator'),
    );

  it('are given by administrators, with a department where one is needed', async () => {
    expect((await house.get('/desk/people', as('coordinator'))).status).toBe(403);
    expect((await invite({})).html).toContain('Quien evalúa necesita una dependencia');
    const [parks] = await inCity((tx) => departmentsOf(tx, cityId));
    const done = await invite({ department: String(parks!.id) });
    expect(done.location).toBe('/desk/people');
    const page = await house.get('/desk/people', as('administrator'));
    expect(page.html).toContain('iker@example.org');
    expect(page.html).toContain('Abierta');
    expect((await invite({ role: 'king', department: '' })).status).toBe(422);
  });

  it('are taken away after a look, but never the last administrator’s', async () => {
    const grants = await inCity((tx) =>
      tx
        .selectFrom('role_grant')
        .select(['id', 'role'])
        .where('revoked_at', 'is', null)
        .orderBy('id')
        .execute(),
    );
    const last = grants.find(({ role }) => role === 'administrator')!;
    const refused = await house.post(`/desk/people/${last.id}`, { act: 'revoke' }, as('administrator'));
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('Es la única persona de Administración');
    const observer = grants.find(({ role }) => role === 'observer')!;
    const look = await house.get(`/desk/people/${observer.id}`, as('administrator'));
    expect(look.html).toContain('Beto Lozano');
    await house.post(`/desk/people/${observer.id}`, { act: 'revoke' }, as('administrator'));
    expect((await house.get(`/desk/people/${observer.id}`, as('administrator'))).status).toBe(404);
  });
});

/** A form with a file, as a browser sends it. */
async function upload(path: string, act: string, text: string | Buffer, filename = 'padron.csv') {
  const form = new FormData();
  form.set('act', act);
  form.set('file', new Blob([new Uint8Array(Buffer.from(text))], { type: 'text/csv' }), filename);
  const request = new Request('http://localhost', { method: 'POST', body: form });
  const response = await house.server.inject({
    method: 'POST',
    url: path,
    headers: {
      host: 'localhost',
      origin: 'http://localhost',
      cookie: cookies.get('administrator') as string,
      'content-type': request.headers.get('content-type') as string,
    },
    payload: Buffer.from(await request.arrayBuffer()),
  });
  return { status: response.statusCode, html: response.body, location: response.headers.location as string };
}

describe('a list of residents', () => {
  const list = () => `﻿Número;Zona;Fecha de nacimiento
SABC560626MDFLRN01;${zones[1]!.name.toUpperCase()};26/06/1956
SABC560626MDFLRN02;${zones[1]!.code};1956-06-26
LOHM040229XNLPRRA5;Atlantis;2004-02-29

LOHM040229XNLPRRA5;${zones[2]!.code};2004-02-30
LOHM040229XNLPRRA5;${zones[2]!.code};2004-02-28
LOHM040229XNLPRRA5;${zones[2]!.code};
sabc 560626 mdflrn01;${zones[1]!.code};`;

  it('is read first, each bad row named by its line, and taken over on a second press', async () => {
    const read = await upload('/desk/residents', 'read', list());
    expect(read.status).toBe(303);
    const page = await house.get(read.location, as('administrator'));
    expect(page.html).toContain('Agregar 2 filas');
    for (const [line, why] of [
      [3, 'El último número de la CURP'],
      [4, 'No hay una zona «Atlantis»'],
      [6, 'La fecha «2004-02-30» no se puede leer'],
      [7, 'La fecha no es la de la CURP'],
      [9, 'El mismo número está en la línea 2'],
    ] as const) {
      expect(page.html.replace(/\s+/g, ' '), why).toMatch(new RegExp(`>${line}</td>.{0,300}${why}`));
    }
    expect(page.html).not.toContain('SABC560626');
    const both = await Promise.all(
      [1, 2].map(() => house.post(read.location, { act: 'apply' }, as('administrator'))),
    );
    expect(both.map(({ status }) => status)).toEqual([303, 303]);
    const entries = await inCity((tx) => tx.selectFrom('resident_list_entry').select('born_on').execute());
    expect(entries.map(({ born_on }) => born_on).sort()).toEqual(['1956-06-26', '2004-02-29']);
  });

  it('changes nothing the second time', async () => {
    const before = await inCity((tx) =>
      tx.selectFrom('resident_list_entry').selectAll().orderBy('digest').execute(),
    );
    const read = await upload('/desk/residents', 'read', list());
    const done = await house.post(read.location, { act: 'apply' }, as('administrator'));
    const notice = Buffer.from(done.cookies.cabildo_notice as string, 'base64url').toString();
    expect(JSON.parse(notice)[1]).toEqual({ added: 0, changed: 0, unchanged: 2, verified: 0 });
    expect(
      await inCity((tx) => tx.selectFrom('resident_list_entry').selectAll().orderBy('digest').execute()),
    ).toEqual(before);
  });

  it('that is none is refused with what to do', async () => {
    const says = async (text: string | Buffer, what: string) => {
      const shown = await upload('/desk/residents', 'read', text);
      expect(shown.status).toBe(422);
      expect(shown.html).toContain(what);
    };
    await says('PK\u0003\u0004\u0000\u0000', 'El archivo no es un CSV');
    await says('numero,zona\n1,2', 'Falta la columna «nacimiento»');
    await says('numero,zona,nacimiento\n', 'El archivo no tiene filas');
    await says('numero,zona,nacimiento\n"SABC,centro,\n', 'desde la línea');
    expect((await house.post('/desk/residents', { act: 'read' }, as('administrator'))).status).toBe(422);
  });

  it('verifies a citizen who types her own data, and tells nobody what is on it', async () => {
    const verify = (curp: string, born: string) =>
      house.post('/me/verify', { act: 'verify', curp, born }, as('lucia'));
    const answers = [
      await verify('HEGG560427MVZRRL04', '1956-04-27'), // somebody else's already
      await verify('GARC850101HNLRRS05', '1985-01-01'), // not on the list
    ];
    const bare = (html: string) => html.replace(/value="[^"]*"/g, '').replace(/<title>.*?<\/title>/, '');
    expect(answers.map(({ status }) => status)).toEqual([422, 422]);
    expect(bare(answers[0]!.html)).toBe(bare(answers[1]!.html));
    const done = await verify('sabc560626mdflrn01', '1956-06-26');
    expect(done.location).toBe('/me');
    expect(await inCity((tx) => residenceOf(tx, cityId, lucia))).toMatchObject({
      zoneId: zones[1]!.id,
      bornOn: '1956-06-26',
      method: 'list',
    });
  });

  it('is not searched by trying', async () => {
    const personId = await inCity((tx) => aStaffMember(tx, { cityId, role: 'observer', name: 'Curious' }));
    const cookie = await inCity((tx) => signedInAs(tx, { cityId, personId }));
    const form = { act: 'verify', curp: 'GARC850101HNLRRS05', born: '1985-01-01' };
    for (let turn = 0; turn < 5; turn++) {
      expect((await house.post('/me/verify', form, { headers: { cookie } })).html).toContain(
        'No pudimos comprobarlo',
      );
    }
    const right = { ...form, curp: 'LOHM040229XNLPRRA5', born: '2004-02-29' };
    expect((await house.post('/me/verify', right, { headers: { cookie } })).html).toContain(
      'Demasiados intentos',
    );
  });

  it('verifies who gave her number before the list came, and writes to her', async () => {
    const identity = parseIdentity('passport', 'G12345678') as Identity;
    const personId = await inCity(async (tx) => {
      const now = new Date();
      const early = await createPerson(tx, { cityId, email: 'early@example.org', now });
      await claimIdentity(tx, { cityId, personId: early, identity, actorId: early, now });
      return early;
    });
    const read = await upload(
      '/desk/residents',
      'read',
      `numero,zona,nacimiento,documento\nG-1234 5678,${zones[3]!.code},1999-12-31,passport\nG1,x,,visa\n`,
    );
    await house.post(read.location, { act: 'apply' }, as('administrator'));
    expect(await inCity((tx) => residenceOf(tx, cityId, personId))).toMatchObject({
      zoneId: zones[3]!.id,
      method: 'import',
    });
  });
});

describe('my account', () => {
  it('changes how I am called and written to', async () => {
    const saved = await house.post('/me', { act: 'save', name: 'Lucía H.', locale: 'en' }, as('lucia'));
    expect(saved.cookies.lang).toBe('en');
    const page = await house.get('/me', { headers: { cookie: `${cookies.get('lucia')}; lang=en` } });
    expect(page.html).toContain('My account');
    expect(page.html).toContain('value="Lucía H."');
    expect(page.html).not.toContain('checked');
  });
});
