import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Asking, type TestHouse, testHouse } from '../../test/house.ts';
import { aCity } from '../city/city.fixtures.ts';
import { zonesOf } from '../city/city-queries.ts';
import { aCycle } from '../cycle/cycle.fixtures.ts';
import type { Cycle } from '../cycle/cycle-queries.ts';
import { aResident, aStaffMember, signedInAs } from '../people/people.fixtures.ts';
import type { Tx } from '../platform/db/database.ts';
import { holdProposal } from './hold-proposal.ts';
import { aProposal } from './proposals.fixtures.ts';
import en from './texts/en.json' with { type: 'json' };
import es from './texts/es.json' with { type: 'json' };

let house: TestHouse;
let cityId: number;
let cycle: Cycle;
let zones: Awaited<ReturnType<typeof zonesOf>>;
const people: Record<'lucia' | 'tomas' | 'maribel' | 'beto', { id: number; asking: Asking }> = {} as never;
const now = new Date();

beforeAll(async () => {
  house = await testHouse();
  cityId = await aCity(house.db);
  await house.assembly.cities.reload();
  await inCity(async (tx) => {
    cycle = await aCycle(tx, cityId, { now });
    zones = await zonesOf(tx, cityId);
    const zoneId = zones[0]?.id as number;
    const lucia = await aResident(tx, { cityId, zoneId, now });
    const tomas = await aResident(tx, { cityId, zoneId, now, name: 'Tomás', email: 'tomas@example.mx' });
    const maribel = await aStaffMember(tx, { cityId, role: 'coordinator' });
    const beto = await aStaffMember(tx, { cityId, role: 'observer' });
    for (const [name, id] of Object.entries({ lucia, tomas, maribel, beto })) {
      const header = await signedInAs(tx, { cityId, personId: id });
      people[name as 'lucia'] = { id, asking: { headers: { cookie: header } } };
    }
  });
});
afterAll(() => house.close());

function inCity<Value>(work: (tx: Tx) => Promise<Value>): Promise<Value> {
  return house.db.inCity(cityId, work);
}

function proposal(answers: object = {}, over: object = {}) {
  return inCity(async (tx) => {
    const authorId = await aResident(tx, {
      cityId,
      zoneId: zones[0]?.id as number,
      now,
      email: `${Math.random()}@x.mx`,
    });
    return aProposal(tx, { cityId, cycleId: cycle.id, authorId, now, answers, ...over });
  });
}

const released = (answers: object = {}) => proposal(answers, { releasedBy: people.maribel.id });

const filled = () => ({
  act: 'write',
  problem: 'No hay sombra',
  idea: 'Plantar encinos',
  title: 'Sombra en la plaza',
  category: 'parks',
  where: `z:${zones.find(({ code }) => code === 'centro')?.id}`,
  place: 'Junto al kiosco',
});

async function upload(
  path: string,
  act: string,
  field: string,
  bytes: Buffer,
  filename: string,
  asking: Asking,
) {
  const boundary = 'a-boundary-of-tests';
  const part = (head: string, body: string | Buffer) =>
    Buffer.concat([
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
      Buffer.from(body),
      Buffer.from('\r\n'),
    ]);
  const payload = Buffer.concat([
    part('name="act"', act),
    part('name="description"', 'Un kiosco'),
    part(`name="${field}"; filename="${filename}"\r\nContent-Type: application/octet-stream`, bytes),
    Buffer.from(`--${boundary}--\r\n`),
  ]);
  const headers = {
    host: 'localhost',
    origin: 'http://localhost',
    'content-type': `multipart/form-data; boundary=${boundary}`,
  };
  const answer = await house.server.inject({
    method: 'POST',
    url: path,
    payload,
    headers: { ...headers, ...asking.headers },
  });
  return {
    status: answer.statusCode,
    html: answer.body,
    location: answer.headers.location as string | undefined,
  };
}

function photo(color: string, width = 800): Promise<Buffer> {
  return sharp({ create: { width, height: 600, channels: 3, background: color } })
    .jpeg()
    .toBuffer();
}

test('every sentence is written in Spanish and in English', () => {
  expect(Object.keys(en)).toEqual(Object.keys(es));
  const args = (text: string) => [...text.matchAll(/\{(\w+)[,}]/g)].map(([, name]) => name).sort();
  for (const [key, text] of Object.entries(es)) {
    expect([key, new Set(args(text))]).toEqual([
      key,
      new Set(args((en as Record<string, string>)[key] as string)),
    ]);
  }
});

describe('proposing', () => {
  test('asks a visitor to sign in and brings her back', async () => {
    const answer = await house.get('/proposals/new');
    expect([answer.status, answer.location]).toEqual([303, '/sign-in?next=%2Fproposals%2Fnew']);
  });

  test('from the form over a photo and the check page to a folio, without script, once', async () => {
    const { asking, id } = people.lucia;
    const written = await house.post(
      '/proposals/new',
      { ...filled(), latitude: '25.645', longitude: '-100.413' },
      asking,
    );
    expect([written.status, written.location]).toEqual([303, '/proposals/new/photos']);
    const added = await upload(
      '/proposals/new/photos',
      'add',
      'photo',
      await photo('#208040'),
      'IMG_1.txt',
      asking,
    );
    expect([added.status, added.location]).toEqual([303, '/proposals/new/photos']);
    const check = await house.get('/proposals/new/check', asking);
    expect(check.html).toContain('Sombra en la plaza');
    expect(check.html).toContain('Plantar encinos');
    const image = /src="(\/files\/\d+\/small)"/.exec(check.html)?.[1] as string;
    expect((await house.get(image, asking)).status).toBe(200);
    expect((await house.get(image)).status).toBe(404);
    expect((await house.get(image, people.tomas.asking)).status).toBe(404);
    const none = await inCity((tx) =>
      tx.selectFrom('proposal').select('id').where('author_id', '=', id).execute(),
    );
    expect(none).toEqual([]);

    const press = () =>
      house.post('/proposals/new/check', { act: 'submit', _once: 'one-press-of-lucia' }, asking);
    const presses = await Promise.all([press(), press(), press()]);
    expect(new Set(presses.map(({ location }) => location)).size).toBe(1);
    const mine = await inCity((tx) =>
      tx.selectFrom('proposal').select(['folio', 'latitude']).where('author_id', '=', id).execute(),
    );
    expect(mine).toEqual([{ folio: 'SJ27-0001', latitude: 25.645 }]);
    const receipt = await house.get(presses[0]?.location as string, asking);
    expect(receipt.html).toContain('SJ27-0001');
    expect((await house.get('/me/proposals/SJ27-0001', people.tomas.asking)).status).toBe(404);
    // The photo of an unreleased proposal is its author's and staff's.
    expect((await house.get(image, people.maribel.asking)).status).toBe(200);
    expect((await house.get(image, people.tomas.asking)).status).toBe(404);
  });

  test('a form with holes answers 422, names them, and keeps what was typed', async () => {
    const answer = await house.post(
      '/proposals/new',
      { ...filled(), title: ' ', category: '' },
      people.tomas.asking,
    );
    expect(answer.status).toBe(422);
    expect(answer.html).toContain('Ponle un título a tu propuesta.');
    expect(answer.html).toContain('Elige un tema.');
    expect(answer.html).toContain('href="#field-title"');
    expect(answer.html).toContain('Plantar encinos');
  });

  test.each([
    ['a point outside the city', { latitude: '19.4', longitude: '-99.1' }, 'está fuera del municipio'],
    [
      'a point in another place than the one chosen',
      { latitude: '25.658', longitude: '-100.413' },
      'Elegiste Centro, pero el punto',
    ],
    ['a place that is not on the list', { where: 'z:999999' }, 'Elige un lugar de la lista'],
    ['a place that is no place', { where: "'; drop table zone" }, 'Elige un lugar de la lista'],
    ['a text longer than the blueprint allows', { idea: 'a'.repeat(3001) }, 'caben 3,000 caracteres'],
  ])('%s is refused with a sentence', async (_name, over, sentence) => {
    const answer = await house.post('/proposals/new', { ...filled(), ...over }, people.tomas.asking);
    expect(answer.status).toBe(422);
    expect(answer.html).toContain(sentence);
  });

  test.each([
    ['a text', Buffer.from('hello'), 'no es una foto'],
    ['half a photo', null, 'está dañada'],
    ['more than 8 MB', Buffer.alloc(8 * 1024 * 1024 + 1), '8'],
  ])('%s sent as a photo is refused, and the draft stays', async (_name, bytes, sentence) => {
    await house.post('/proposals/new', filled(), people.tomas.asking);
    const whole = await sharp({ create: { width: 900, height: 900, channels: 3, background: '#123456' } })
      .png({ compressionLevel: 0 })
      .toBuffer();
    const answer = await upload(
      '/proposals/new/photos',
      'add',
      'photo',
      bytes ?? whole.subarray(0, whole.length / 2),
      'x.jpg',
      people.tomas.asking,
    );
    expect(answer.status).toBe(422);
    expect(answer.html).toContain(sentence);
    expect((await house.get('/proposals/new/check', people.tomas.asking)).html).toContain(
      'Sombra en la plaza',
    );
  });

  test('markup and control characters are text', async () => {
    await house.post(
      '/proposals/new',
      { ...filled(), title: '<script>alert(1)</script>\u0000', idea: 'a\u0000b' },
      people.tomas.asking,
    );
    const check = await house.get('/proposals/new/check', people.tomas.asking);
    expect(check.html).toContain('&lt;script>alert(1)&lt;/script>');
    expect(check.html).not.toContain('<script>alert');
  });

  test('the check page warns of personal data before it is sent', async () => {
    await house.post(
      '/proposals/new',
      { ...filled(), idea: 'Llámenme al 81 8123 4567' },
      people.tomas.asking,
    );
    const check = await house.get('/proposals/new/check', people.tomas.asking);
    expect(check.html).toContain('Parece que hay datos personales');
  });
});

describe('what is not released', () => {
  test('is on no public page, in no list, map, file or status', async () => {
    const word = 'Xilófono';
    const point = {
      latitude: 25.646,
      longitude: -100.412,
      where: { zoneId: zones.find(({ code }) => code === 'centro')?.id },
    };
    const hidden = await proposal({ title: word, idea: word, problem: word, place: word, ...point });
    const held = await proposal({ title: word, idea: word, ...point });
    await inCity((tx) =>
      holdProposal(tx, {
        cityId,
        proposalId: held.proposalId,
        actorId: people.maribel.id,
        now,
        reason: `${word} no`,
      }),
    );
    const pages = [
      '/proposals',
      `/proposals?q=${encodeURIComponent(word)}`,
      `/proposals?q=${hidden.folio}`,
      '/proposals/map',
      '/proposals/points.json',
      `/proposals/${hidden.folio}`,
      `/proposals/${held.folio}`,
      `/proposals/status?folio=${hidden.folio}`,
      `/proposals/status?folio=${held.folio}`,
    ];
    for (const asking of [{}, people.tomas.asking]) {
      for (const path of pages) {
        const { html } = await house.get(path, asking);
        expect([path, html.replaceAll(`value="${word}"`, '').includes(word)]).toEqual([path, false]);
      }
    }
    expect((await house.get(`/proposals/${hidden.folio}`)).status).toBe(404);
    const status = await house.get(`/proposals/status?folio=${hidden.folio}`);
    expect(status.html).toContain('La recibimos y la estamos leyendo');
    const same = (folio: string, html: string) => html.replaceAll(folio, '');
    const other = await house.get(`/proposals/status?folio=${held.folio}`);
    expect(same(held.folio, other.html)).toBe(same(hidden.folio, status.html));
  });

  test('a folio that does not exist is told so, and asking too often is stopped', async () => {
    const answer = await house.get('/proposals/status?folio=SJ27-9999');
    expect(answer.html).toContain('No tenemos una propuesta con el folio');
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        house.get(`/proposals/status?folio=SJ27-${n}`, { headers: { 'x-forwarded-for': '10.0.0.9' } }),
      ),
    );
    expect(answers.some(({ status }) => status === 429)).toBe(true);
  });
});

describe('the public list', () => {
  test('filters by what the address says, keeps it over pages, and survives nonsense', async () => {
    await released({ title: 'Pérgolas para el mercado', category: 'streets' });
    const found = await house.get('/proposals?q=pergola&category=streets&sort=supported');
    expect(found.html).toContain('Pérgolas para el mercado');
    expect(found.html).toContain('Una propuesta');
    expect((await house.get('/proposals?q=pergola&category=parks')).html).toContain(
      'No encontramos propuestas con eso',
    );
    for (const query of [
      'page=0',
      'page=abc',
      'stage=nonsense',
      'sort=drop',
      'district=zz',
      `q=${'a'.repeat(5000)}`,
      'q=%00',
      'page=9999',
    ]) {
      expect([query, (await house.get(`/proposals?${query}`)).status]).toEqual([query, 200]);
    }
    expect((await house.get('/proposals?cycle=nonsense')).status).toBe(404);
  });

  test('asks the database twice at most, whatever the number of proposals', async () => {
    for (let n = 0; n < 5; n += 1) await released({ title: `Banca ${n}` });
    await house.get('/proposals');
    const asked: string[] = [];
    const { pool } = house.db;
    const connect = pool.connect.bind(pool);
    const spy = (async () => {
      const client = await connect();
      const query = client.query.bind(client);
      client.query = ((...args: unknown[]) => {
        asked.push(String((args[0] as { text?: string }).text ?? args[0]));
        return (query as (...all: unknown[]) => unknown)(...args);
      }) as typeof client.query;
      return client;
    }) as typeof pool.connect;
    pool.connect = spy;
    await house.get('/proposals').finally(() => {
      pool.connect = connect;
    });
    const selects = asked.filter((text) => /^\s*select/i.test(text) && text.includes('published_proposal'));
    expect(selects).toHaveLength(1);
    expect(asked.filter((text) => /^\s*(select|with)/i.test(text)).length).toBeLessThanOrEqual(4);
  });
});

describe('a proposal', () => {
  test('is supported and followed with a button, once, and the other way round', async () => {
    const { folio } = await released();
    const path = `/proposals/${folio}`;
    expect((await house.post(path, { act: 'support' })).location).toContain('/sign-in');
    const { asking } = people.tomas;
    expect((await house.post(path, { act: 'support' }, asking)).status).toBe(303);
    await house.post(path, { act: 'support' }, asking);
    const shown = await house.get(path, asking);
    expect(shown.html).toContain('Un apoyo');
    expect(shown.html).toContain('Quitar mi apoyo');
    await house.post(path, { act: 'unsupport' }, asking);
    expect((await house.get(path)).html).toContain('Todavía sin apoyos');
    await house.post(path, { act: 'follow', on: 'yes' }, asking);
    expect((await house.get(path, asking)).html).toContain('Ya no avisarme');
    const stranger = await house.post(path, { act: 'support' }, people.maribel.asking);
    expect(stranger.status).toBe(422);
    expect(stranger.html).toContain('Para apoyar hay que confirmar');
  });

  test('is found by a folio typed carelessly', async () => {
    const { folio } = await released();
    const careless = folio.toLowerCase().replace(/-0+/, '-');
    expect(await house.get(`/proposals/${careless}`)).toMatchObject({
      status: 303,
      location: `/proposals/${folio}`,
    });
  });

  test('is withdrawn by its author with a form, and its page says so', async () => {
    const sent = await inCity((tx) =>
      aProposal(tx, {
        cityId,
        cycleId: cycle.id,
        authorId: people.tomas.id,
        now,
        releasedBy: people.maribel.id,
      }),
    );
    const own = `/me/proposals/${sent.folio}`;
    expect((await house.post(own, { act: 'withdraw', reason: '' }, people.lucia.asking)).status).not.toBe(
      303,
    );
    expect(await house.post(own, { act: 'withdraw', reason: '' }, people.tomas.asking)).toMatchObject({
      status: 303,
      location: own,
    });
    expect((await house.get(`/proposals/${sent.folio}`)).html).toContain('Quien la propuso la retiró');
    expect((await house.get('/me/proposals', people.tomas.asking)).html).toContain('Retirada');
  });
});

describe('the release desk', () => {
  test('is for those who may: a citizen and a visitor are turned away, an observer reads only', async () => {
    const { proposalId } = await proposal();
    expect((await house.get('/desk/proposals')).status).toBe(303);
    expect((await house.get('/desk/proposals', people.lucia.asking)).status).toBe(403);
    const path = `/desk/proposals/${proposalId}`;
    const seen = await house.get(path, people.beto.asking);
    expect(seen.status).toBe(200);
    expect(seen.html).not.toContain('value="release"');
    for (const form of [
      { act: 'release', seen: '0' },
      { act: 'hold', seen: '0', reason: 'porque sí' },
    ]) {
      expect((await house.post(path, form, people.beto.asking)).status).toBe(403);
      expect((await house.post(path, form, people.lucia.asking)).status).toBe(403);
    }
  });

  test('marks personal data, takes it out with one press, releases, and brings the next one', async () => {
    const { asking } = people.maribel;
    const first = await proposal({ idea: 'Escríbanme a vecina@example.mx o al 81 8123 4567' });
    const second = await proposal({ title: 'La siguiente' });
    const path = `/desk/proposals/${first.proposalId}`;
    const seen = await house.get(path, asking);
    expect(seen.html).toContain('<mark>vecina@example.mx</mark>');
    for (const words of ['vecina@example.mx', '81 8123 4567']) {
      const masked = await house.post(
        path,
        { act: 'mask', field: 'idea', words, why: 'Dato personal' },
        asking,
      );
      expect([masked.status, masked.location]).toEqual([303, path]);
    }
    const done = await house.post(path, { act: 'release', seen: '0' }, asking);
    expect([done.status, done.location]).toEqual([303, `/desk/proposals/${second.proposalId}`]);
    const shown = await house.get(`/proposals/${first.folio}`);
    expect(shown.html).toContain('Escríbanme a [dato personal] o al [dato personal]');
    expect(shown.html).not.toContain('vecina@');
    expect((await house.post(path, { act: 'hold', seen: '0', reason: 'Tarde' }, asking)).status).toBe(422);
  });

  test('holding needs a reason, which the author reads', async () => {
    const { asking } = people.maribel;
    const sent = await inCity((tx) =>
      aProposal(tx, { cityId, cycleId: cycle.id, authorId: people.tomas.id, now }),
    );
    const path = `/desk/proposals/${sent.proposalId}`;
    expect((await house.post(path, { act: 'hold', seen: '0', reason: ' ' }, asking)).status).toBe(422);
    expect(
      (await house.post(path, { act: 'hold', seen: '0', reason: 'La foto muestra una placa' }, asking))
        .status,
    ).toBe(303);
    expect((await house.get(`/me/proposals/${sent.folio}`, people.tomas.asking)).html).toContain(
      'La foto muestra una placa',
    );
  });
});

describe('importing on the desk', () => {
  const csv =
    'clave,nombre,texto,barrio\n1,Bancas,"Poner\nbancas",Centro\n2,Fuente,,Centro\n3,Faro,Un faro,Puerto\n';

  test('upload, map by hand, look, import; nothing is written before', async () => {
    const { asking } = people.maribel;
    const sent = await upload(
      '/desk/import',
      'upload',
      'file',
      Buffer.from(csv),
      'C:\\Archivos\\viejas.csv',
      asking,
    );
    expect(sent.status).toBe(303);
    const path = sent.location as string;
    const guessed = await house.get(path, asking);
    expect(guessed.html).toContain('Bancas');
    const query =
      'columns.code=clave&columns.title=nombre&columns.idea=texto&columns.zone=barrio&defaultCategory=parks';
    const preview = await house.get(`${path}?${query}`, asking);
    expect(preview.html).toContain('“Puerto” es');
    expect(preview.html).toContain('Importar una propuesta');
    const mapped = `${query}&zones.0.from=Puerto&zones.0.to=valle-alto`;
    expect((await house.get(`${path}?${mapped}`, asking)).html).toContain('Importar 2 propuestas');
    const form = { act: 'import', ...Object.fromEntries(new URLSearchParams(mapped)) };
    const done = await house.post(path, form, asking);
    expect(done.location).toMatch(/^\/desk\/import\/runs\/\d+$/);
    const run = await house.get(done.location as string, asking);
    expect(run.html).toContain('viejas');
    expect(run.html).toContain('Falta el dato');
    expect((await house.get(path, asking)).status).toBe(404);
    const rows = await inCity((tx) =>
      tx.selectFrom('proposal').select('source_code').where('source', '=', 'viejas').execute(),
    );
    expect(rows.map((row) => row.source_code).sort()).toEqual(['1', '3']);
  });

  test('a broken file names its line; only who releases may import', async () => {
    const broken = await upload(
      '/desk/import',
      'upload',
      'file',
      Buffer.from('a,b\n1,"x\n'),
      'x.csv',
      people.maribel.asking,
    );
    expect(broken.status).toBe(422);
    expect(broken.html).toContain('En la línea 2 se abren comillas');
    expect((await house.get('/desk/import', people.beto.asking)).status).toBe(403);
  });
});
