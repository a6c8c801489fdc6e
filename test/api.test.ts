import fastify, { type LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedDemo } from '../src/demo/seed-demo.ts';
import { apiEndpoints, apiRoot } from '../src/platform/http/api.ts';
import { perMinute } from '../src/platform/http/api-document.ts';
import { type TestHouse, testHouse } from './house.ts';

type Json = Record<string, unknown>;
type Operation = {
  parameters: Json[];
  responses: Record<string, { content: Record<string, { schema: Json }> }>;
};
type Document = {
  openapi: string;
  paths: Record<string, { get: Operation }>;
  components: { schemas: Record<string, Json> };
};

let house: TestHouse;
let cityId: number;
let document: Document;
/** What stands in the parts of addresses, found by asking. */
let known: Record<string, string>;

function ask(path: string, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> {
  const url = path.startsWith('http') ? path.slice('http://localhost'.length) : `${apiRoot}${path}`;
  return house.server.inject({ method: 'GET', url, headers: { host: 'localhost', ...headers } });
}

beforeAll(async () => {
  house = await testHouse();
  cityId = await seedDemo(house.db, { now: new Date(), phase: 'projects' });
  await house.assembly.cities.reload();
  document = (await ask('/openapi.json', { 'accept-language': 'en' })).json();
  const cycle = (await ask('/cycles')).json().items[0].slug;
  const folio = (await ask(`/cycles/${cycle}/proposals`)).json().items[0].folio;
  const code = (await ask('/projects')).json().items[0].code;
  known = { cycle, folio, code };
}, 300_000);
afterAll(() => house.close());

const filled = (path: string) =>
  path.replaceAll(/[:{](\w+)\}?/g, (_all, name: string) => known[name] as string);

/** A judge that shares nothing with zod: fastify checks a body by the JSON schema alone, with ajv. */
async function judged(schema: Json, body: unknown): Promise<string> {
  const judge = fastify({
    ajv: {
      customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false, allErrors: true },
    },
    bodyLimit: 50_000_000,
  });
  judge.post('/', { schema: { body: inlined(schema) } }, () => 'right');
  const { payload } = await judge.inject({ method: 'POST', url: '/', payload: body as object });
  await judge.close();
  return payload;
}

/** References as a reader of the document follows them; one that leads nowhere fails. */
function inlined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inlined);
  if (typeof value !== 'object' || value === null) return value;
  const { $ref } = value as { $ref?: string };
  if ($ref === undefined)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inlined(one)]));
  const found = document.components.schemas[$ref.replace('#/components/schemas/', '')];
  if (!found) throw new Error(`${$ref} leads nowhere`);
  return inlined(found);
}

describe('the read API', () => {
  it('answers at every address of its document what the document promises', async () => {
    expect(document.openapi).toBe('3.1.0');
    const paths = Object.entries(document.paths);
    expect(paths.length).toBe(apiEndpoints().length);
    for (const [path, { get }] of paths) {
      const answer = await ask(filled(path));
      expect(answer.statusCode, path).toBe(200);
      const schema = get.responses[200]?.content['application/json']?.schema as Json;
      expect(await judged(schema, answer.json()), path).toBe('right');
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(get.parameters.filter((one) => one.in === 'path').map(({ name }) => name)).toEqual(named);
      const missing = await ask(filled(path.replaceAll(/\{\w+\}/g, 'none')));
      if (named.length > 0) expect(missing.statusCode, path).toBe(404);
    }
    // The judge can say no.
    const problem = document.components.schemas.Problem as Json;
    expect(await judged(problem, { title: 1 })).toContain('must have required property');
  });

  it('gives every proposal once over its pages, by next and by Link', async () => {
    const first = `/cycles/${known.cycle}/proposals?per_page=50`;
    const folios: string[] = [];
    let next: string | null = first;
    let total = 0;
    while (next !== null) {
      const answer = await ask(next);
      const body = answer.json();
      folios.push(...body.items.map(({ folio }: { folio: string }) => folio));
      expect(answer.headers.link ?? '').toContain(body.next === null ? '' : `<${body.next}>; rel="next"`);
      ({ next, total } = body);
    }
    expect(total).toBeGreaterThan(100);
    expect(new Set(folios).size).toBe(total);
  });

  it('shows of proposals what the public sees, and of their authors nothing', async () => {
    const hidden = await house.db.inCity(cityId, (tx) =>
      tx
        .selectFrom('proposal as p')
        .leftJoin('published_proposal as s', (join) =>
          join.onRef('s.city_id', '=', 'p.city_id').onRef('s.proposal_id', '=', 'p.id'),
        )
        .select('p.folio')
        .where('s.folio', 'is', null)
        .execute(),
    );
    for (const { folio } of hidden) expect((await ask(`/proposals/${folio}`)).statusCode).toBe(404);
    const contacts = await house.db.inCity(cityId, (tx) =>
      tx.selectFrom('person_contact').selectAll().execute(),
    );
    const told =
      (await ask(`/cycles/${known.cycle}/proposals?per_page=100`)).body +
      (await ask(`/proposals/${known.folio}`)).body;
    const secrets = contacts.flatMap(({ email, phone }) => [email, phone]).filter((one) => one !== null);
    expect(secrets.length).toBeGreaterThan(5);
    expect(secrets.filter((one) => told.includes(String(one)))).toEqual([]);
  });

  it('keeps a draft to itself', async () => {
    await house.db.inCity(cityId, async (tx) => {
      const cycle = await tx.selectFrom('cycle').selectAll().limit(1).executeTakeFirstOrThrow();
      const { id: _id, ...row } = cycle;
      // A prefix of folios belongs to one cycle.
      const draft = JSON.stringify(row.blueprint).replace(/"prefix":"[^"]*"/, '"prefix":"ZZ"');
      await tx
        .insertInto('cycle')
        .values({ ...row, blueprint: draft, slug: 'draft', name: 'Borrador' })
        .execute();
    });
    expect((await ask('/cycles')).body).not.toContain('Borrador');
    for (const path of ['', '/phases', '/districts', '/proposals', '/results']) {
      expect((await ask(`/cycles/draft${path}`)).statusCode).toBe(404);
    }
  });

  it('speaks the language that is asked for, and may be read from any site and kept by a cache', async () => {
    const path = `/cycles/${known.cycle}/phases`;
    const es = await ask(path, { 'accept-language': 'es' });
    const en = await ask(path, { 'accept-language': 'en' });
    expect(es.json().items[0].name).not.toBe(en.json().items[0].name);
    expect(en.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      vary: 'accept-encoding, accept-language',
      'cache-control': 'public, max-age=30',
    });
    const again = await ask(path, { 'accept-language': 'en', 'if-none-match': String(en.headers.etag) });
    expect(again).toMatchObject({ statusCode: 304, body: '' });
  });

  it('refuses in problem+json and says which value is wrong', async () => {
    const wrong = await ask('/cycles?per_page=1000&page=x');
    expect(wrong.statusCode).toBe(400);
    expect(wrong.headers['content-type']).toContain('application/problem+json');
    expect(wrong.json()).toMatchObject({
      title: 'Bad Request',
      status: 400,
      detail: expect.stringMatching(/per_page: .*page: |page: .*per_page: /),
    });
    const nothing = await ask('/nothing');
    expect(nothing.statusCode).toBe(404);
    expect(nothing.json()).toEqual({ type: 'about:blank', title: 'Not Found', status: 404 });
    expect((await ask(`/cycles/${known.cycle}/proposals?stage=nearly`)).statusCode).toBe(400);
    const post = await house.server.inject({
      method: 'POST',
      url: `${apiRoot}/cycles`,
      headers: { origin: 'http://localhost', host: 'localhost' },
    });
    expect(post.statusCode).toBe(404);
  });

  it('stops an address that asks too often', async () => {
    let last = await ask('/city');
    for (let sent = 1; sent <= perMinute && last.statusCode === 200; sent += 1) last = await ask('/city');
    expect(last.statusCode).toBe(429);
    expect(last.json()).toMatchObject({ status: 429 });
    expect(Number(last.headers['retry-after'])).toBeGreaterThan(0);
    expect((await ask('/cities')).statusCode).toBe(200);
  });
});

describe('the page to try it', () => {
  it('has a form for each address, which leads to the answer without script', async () => {
    const { html } = await house.get('/api');
    for (const { path } of apiEndpoints()) expect(html).toContain(`value="${path}"`);
    expect(html).toContain(`value="${known.cycle}"`);
    const path = encodeURIComponent('/cycles/:cycle/proposals');
    const tried = await house.get(`/api/try?path=${path}&cycle=${known.cycle}&q=&per_page=5&page=`);
    expect(tried).toMatchObject({
      status: 303,
      location: `${apiRoot}/cycles/${known.cycle}/proposals?per_page=5`,
    });
    expect((await ask(`http://localhost${tried.location}`)).json().items).toHaveLength(5);
    expect((await house.get('/api/try?path=https://example.org')).status).toBe(404);
  });
});
