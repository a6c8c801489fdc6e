import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Shown, type TestHouse, testHouse } from '../../test/house.ts';
import { aCity } from '../city/city.fixtures.ts';
import { moveClock } from '../city/clock.ts';
import { issueFolio } from '../people/issue-folio.ts';
import { signedInAs } from '../people/people.fixtures.ts';
import type { Tx } from '../platform/db/database.ts';
import { publicKeyOf } from './hpke.ts';
import { writeKeyFile } from './key-file.ts';
import { anElection, type Election } from './voting.fixtures.ts';
import { ballotsToCount } from './voting-queries.ts';

let house: TestHouse;
let cityId: number;
let election: Election & { readonly voters: readonly number[] };
const inCity = <Value>(work: (tx: Tx) => Promise<Value>) => house.db.inCity(cityId, work);

beforeAll(async () => {
  house = await testHouse();
  cityId = await aCity(house.db);
  await house.assembly.cities.reload();
  election = await inCity((tx) => anElection(tx, cityId, { now: new Date(), people: 6 }));
});
afterAll(() => house.close());

/** A person's browser: keeps her session, follows redirects, sends what stands in the hidden fields of a form. */
async function browserOf(personId: number) {
  const cookie = await inCity((tx) => signedInAs(tx, { cityId, personId }));
  const asking = { headers: { cookie } };
  const get = (path: string) => house.get(path, asking);
  const post = (path: string, form: Record<string, string | string[]>) => house.post(path, form, asking);
  /** Sends the page's form for `act` with what a person adds to it. */
  const press = async (
    page: Shown,
    path: string,
    act: string,
    typed: Record<string, string | string[]> = {},
  ) => post(path, { ...hiddenOf(page.html, act), ...typed });
  return { get, post, press };
}

function hiddenOf(html: string, act: string): Record<string, string | string[]> {
  const form = html.split('<form').find((part) => part.includes(`name="act" value="${act}"`));
  if (!form) throw new Error(`no form ${act}`);
  const fields: Record<string, string | string[]> = {};
  for (const [, name = '', value = ''] of form
    .split('</form>')[0]
    ?.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g) ?? []) {
    fields[name] = fields[name] === undefined ? value : [fields[name], value].flat();
  }
  return fields;
}

describe('voting without JavaScript', () => {
  it('choose, look over, cast, receipt; and the pages say all the way whether it is cast', async () => {
    const lucia = await browserOf(election.lucia);
    expect((await lucia.get('/vote')).html).toContain('Todavía no has votado');
    const path = `/vote/${election.norte.id}`;
    const ballot = await lucia.get(path);
    expect(ballot.html).toContain('$3,000,000');
    const check = await lucia.press(ballot, path, 'check', { choice: ['1', '3'] });
    expect(check.status).toBe(200);
    expect(check.html).toContain('tu voto no cuenta hasta que pulses');
    expect(check.html).toContain('Quedan $600,000 de la bolsa de $3,000,000.');
    const cast = await lucia.press(check, path, 'cast');
    expect(cast.status).toBe(303);
    expect(cast.location).toMatch(/^\/vote\/receipt\/[0-9A-Z]{12}$/);
    const receipt = await lucia.get(cast.location as string);
    expect(receipt.html).toContain('Este sobre está en la urna');
    expect((await lucia.get('/vote')).html).toContain('Listo: tu voto está en la urna.');
    const again = await lucia.press(check, path, 'cast');
    expect(again.location).toBe(cast.location);
  });

  it('goes back to what was chosen, without any choice in an address', async () => {
    const lucia = await browserOf(election.lucia);
    const path = `/vote/${election.norte.id}`;
    const check = await lucia.press(await lucia.get(path), path, 'check', { choice: '2' });
    const back = await lucia.press(check, path, 'edit');
    expect(back.html).toMatch(/name="choice" value="2" checked/);
    expect(back.html).not.toMatch(/name="choice" value="1" checked/);
    expect(back.html).not.toMatch(/(href|action)="[^"]*choice/);
  });

  it('takes a blank vote only when it is said', async () => {
    const person = await browserOf(election.voters[0] as number);
    const contest = (await person.get('/vote')).html.match(/\/vote\/(\d+)"/)?.[1];
    const path = `/vote/${contest}`;
    const nothing = await person.press(await person.get(path), path, 'check');
    expect(nothing.status).toBe(422);
    expect(nothing.html).toContain('Elige al menos un proyecto o marca el voto en blanco.');
    const both = await person.press(await person.get(path), path, 'check', { choice: '1', blank: 'yes' });
    expect(both.html).toContain('Deja solo una de las dos cosas.');
    const check = await person.press(await person.get(path), path, 'check', { blank: 'yes' });
    expect(check.html).toContain('Elegiste votar en blanco');
    expect((await person.press(check, path, 'cast')).status).toBe(303);
  });

  it('says by how much a ballot is over, keeps what was ticked, and answers 422', async () => {
    const tomas = await browserOf(election.tomas);
    const path = `/vote/${election.sur.id}`;
    const refused = await tomas.press(await tomas.get(path), path, 'check', { choice: ['1', '2'] });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain(
      'Te pasaste por $600,000: lo que elegiste no cabe en la bolsa de $3,000,000.',
    );
    expect(refused.html).toMatch(/name="choice" value="2" checked/);
    const forged = await tomas.post(path, {
      act: 'cast',
      choice: ['1', '2'],
      list: election.sur.listVersion,
      key: 'forged-form',
    });
    expect(forged.status).toBe(422);
    const stale = await tomas.post(path, { act: 'cast', choice: '1', list: 'old', key: 'stale-form' });
    expect(stale.html).toContain('La lista de proyectos cambió');
    expect(stale.html).toMatch(/name="choice" value="1" checked/);
  });

  it('shows the ballot of another district to read, and takes no vote there', async () => {
    const tomas = await browserOf(election.tomas);
    const path = `/vote/${election.norte.id}`;
    const page = await tomas.get(path);
    expect(page.html).toContain('Esta boleta no es de tu sector.');
    expect(page.html).not.toContain('name="choice"');
    const forged = await tomas.post(path, {
      act: 'cast',
      choice: '1',
      list: election.norte.listVersion,
      key: 'other-district',
    });
    expect(forged.status).toBe(422);
  });

  it('asks a visitor to sign in, and tells a person who is not on the roll', async () => {
    const visitor = await house.get(`/vote/${election.norte.id}`);
    expect(visitor.html).toContain('Entrar para votar');
    const sent = await house.post(`/vote/${election.norte.id}`, {
      act: 'cast',
      choice: '1',
      list: '',
      key: 'nobody-1',
    });
    expect(sent.location).toContain('/sign-in');
    const maribel = await browserOf(election.maribel);
    expect((await maribel.get('/vote')).html).toContain('No estás en el padrón de esta votación');
  });

  it('has a friendly 404 for a ballot and a receipt that are not there', async () => {
    expect((await house.get('/vote/999999')).status).toBe(404);
    expect((await house.get('/vote/receipt/0000-0000-0000')).status).toBe(404);
  });
});

describe('a booth', () => {
  it('finds a person by folio, shows her to the officer, and closes the web to her', async () => {
    const personId = election.voters[1] as number;
    const { maribel, rosa, boothId } = election;
    const folio = await inCity((tx) =>
      issueFolio(tx, { cityId, personId, actorId: maribel, now: new Date() }),
    );
    if (!folio.ok) throw new Error(folio.reason);
    const officer = await browserOf(rosa);
    const path = `/desk/booths/${boothId}`;
    const unknown = await officer.press(await officer.get(path), path, 'find', { folio: '0000-0000' });
    expect(unknown.status).toBe(422);
    expect(unknown.html).toContain('Nadie está registrado con ese dato.');
    const found = await officer.press(await officer.get(path), path, 'find', { folio: folio.value.folio });
    expect(found.html).toContain('Vecina 2');
    expect(found.html).toContain('dejará de contar');
    const handed = await officer.press(found, path, 'check-in');
    expect(handed.location).toBe(path);
    const person = await browserOf(personId);
    expect((await person.get('/vote')).html).toContain('Ya recibiste tus boletas de papel');
    const twice = await officer.press(found, path, 'check-in', { _once: 'another-press' });
    expect(twice.html).toContain('ya recibió boletas en la mesa «Mesa 1»');
  });

  it('takes papers one by one, says what each counts as, and takes one back', async () => {
    const officer = await browserOf(election.rosa);
    const path = `/desk/booths/${election.boothId}/ballots`;
    const page = await officer.get(path);
    const contest = page.html.match(/<option value="(\d+)" selected/)?.[1] as string;
    const wrong = await officer.press(page, path, 'enter', {
      contest,
      kind: 'marked',
      numbers: '1 uno',
      fault: '',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('Escribe solo números separados por espacios.');
    const unknown = await officer.press(page, path, 'enter', {
      contest,
      kind: 'marked',
      numbers: '9',
      fault: '',
    });
    expect(unknown.html).toContain('El número 9 no está en esta boleta.');
    const entered = await officer.press(page, path, 'enter', {
      contest,
      kind: 'marked',
      numbers: '1, 2',
      fault: '',
    });
    expect(entered.status).toBe(303);
    const after = await officer.get(path);
    expect(after.html).toContain('No quedan papeletas por capturar');
    const paper = after.html.match(/name="paper" value="(\d+)"/)?.[1] as string;
    const removed = await officer.post(path, {
      act: 'remove',
      _form: `remove-${paper}`,
      paper,
      reason: 'La leí mal',
    });
    expect(removed.status).toBe(303);
    expect((await officer.get(path)).html).toContain('Queda una papeleta por capturar');
  });

  it('is no place for a citizen, nor for staff without the second factor', async () => {
    const lucia = await browserOf(election.lucia);
    expect((await lucia.get(`/desk/booths/${election.boothId}`)).status).toBe(403);
    const cookie = await inCity((tx) =>
      signedInAs(tx, { cityId, personId: election.rosa, secondFactor: false }),
    );
    const sent = await house.get(`/desk/booths/${election.boothId}`, { headers: { cookie } });
    expect(sent.location).toContain('second-factor');
  });
});

describe('the desk', () => {
  it('shows turnout and no figure of a candidate, opens after the close, and only with the key', async () => {
    const maribel = await browserOf(election.maribel);
    const desk = await maribel.get('/desk/voting');
    expect(desk.html).toContain('Participación');
    expect((await maribel.get('/desk/voting/open')).html).toContain('después se pueden abrir los sobres');
    const later = new Date(Date.now() + 12 * 86_400_000);
    const city = { id: cityId, demo: true };
    await inCity((tx) => moveClock(tx, { city, actorId: null, to: later }));
    const chief = await browserOf(election.maribel);
    const page = await chief.get('/desk/voting/open');
    expect(page.html).toContain('En una mesa las papeletas capturadas no son tantas');
    const send = (key: Buffer, accept: boolean) => sendFile(page, election.maribel, keyFile(key), accept);
    expect((await send(Buffer.alloc(32, 7), true)).html).toContain('Esa llave no es la de esta votación');
    expect((await send(election.privateKey, false)).html).toContain('Confirma que revisaste las diferencias');
    const opened = await send(election.privateKey, true);
    expect(opened.location).toBe('/desk/voting/open');
    const ballots = await inCity((tx) => ballotsToCount(tx, cityId, election.norte.id));
    expect(ballots.length).toBeGreaterThan(0);
    expect((await chief.get('/desk/voting/open')).html).toContain('Los sobres están abiertos');
  });

  /** A key file as the key page writes it. */
  function keyFile(privateKey: Buffer): string {
    return writeKeyFile({
      city: 'San Jacinto',
      cycle: '2027',
      privateKey,
      publicKey: publicKeyOf(privateKey),
    });
  }

  async function sendFile(page: Shown, personId: number, file: string, accept: boolean): Promise<Shown> {
    const cookie = await inCity((tx) => signedInAs(tx, { cityId, personId }));
    const boundary = 'a-boundary-of-the-test';
    const fields = {
      ...hiddenOf(page.html, 'open'),
      _once: `press-${Math.random()}`,
      ...(accept && { accept: 'yes' }),
    };
    const parts = Object.entries(fields).map(
      ([name, value]) =>
        `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    parts.push(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="key.json"\r\ncontent-type: application/json\r\n\r\n${file}\r\n--${boundary}--\r\n`,
    );
    const response = await house.server.inject({
      method: 'POST',
      url: '/desk/voting/open',
      payload: parts.join(''),
      headers: {
        host: 'localhost',
        origin: 'http://localhost',
        cookie,
        'content-type': `multipart/form-data; boundary=${boundary}`,
      },
    });
    const location = response.headers.location as string | undefined;
    return { status: response.statusCode, html: response.body, location, cookies: {} };
  }
});
