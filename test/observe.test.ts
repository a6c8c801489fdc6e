import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { aCity } from '../src/city/city.fixtures.ts';
import { page } from '../src/platform/http/page.ts';
import { serveMetrics } from '../src/platform/http/serve-metrics.ts';
import { createServer } from '../src/platform/http/server.ts';
import { anyone } from '../src/platform/http/viewer.ts';
import type { Module } from '../src/platform/module.ts';
import { safeError } from '../src/platform/process/log.ts';
import { createMetrics } from '../src/platform/process/metrics.ts';
import { type TestHouse, testHouse } from './house.ts';

/** Stands wherever a person might put something of hers; it must stand in no log. */
const marker = 'zzLucía-Pérez';
const mail = 'zzlucia@example.org';
const address = '203.0.113.77';
const curp = 'PEXL850101MNLRRC09';

const failing: Module = {
  name: 'failing',
  texts: { es: {}, en: {} } as unknown as Module['texts'],
  pages: [
    page({
      path: '/fails/:how',
      who: anyone,
      params: z.object({ how: z.string() }),
      load: async ({ tx, params, city }) => {
        if (params.how === 'cast') await sql`select ${marker}::int`.execute(tx);
        if (params.how === 'twice') {
          const row = sql`insert into department (city_id, code, name) values (${city.id}, ${marker}, ${mail})`;
          await row.execute(tx);
        }
        if (params.how === 'parse') JSON.parse(`{"name": ${marker}`);
        if (params.how === 'zod') z.object({ mail: z.literal('x') }).parse({ mail });
        throw new Error(`nobody is called "${marker}" at ${mail} with 8112345678`);
      },
      view: () => null as never,
    }),
  ],
};

let house: TestHouse;
let server: FastifyInstance;
let guarded: FastifyInstance;
const log: string[] = [];
const token = 'a token for Prometheus';

beforeAll(async () => {
  house = await testHouse();
  const cityId = await aCity(house.db);
  await house.assembly.cities.reload();
  await house.db.inCity(cityId, async (tx) => {
    const message = {
      cause: 'test',
      recipient: mail,
      locale: 'es',
      subject: marker,
      body_text: '',
      body_html: '',
    };
    await tx
      .insertInto('mail')
      .values({ ...message, city_id: cityId, made_at: new Date() })
      .execute();
    await house.assembly.queue.deliver(tx, 'a listener', cityId, 1);
  });
  const metrics = createMetrics(house.db, house.assembly.cities.all);
  const write = { write: (line: string) => log.push(line) };
  const modules = [...house.assembly.house.modules, failing];
  const parts = { ...house.assembly.house, modules, observe: metrics.observe, logLevel: 'info', log: write };
  server = await createServer(parts);
  serveMetrics(server, metrics, undefined);
  guarded = await createServer({ ...parts, trustProxy: true });
  serveMetrics(guarded, metrics, token);
});
afterAll(async () => {
  await server.close();
  await guarded.close();
  await house.close();
});

const get = (url: string, headers: Record<string, string> = {}, remoteAddress = '127.0.0.1') =>
  server.inject({ method: 'GET', url, remoteAddress, headers: { host: 'localhost', ...headers } });

function post(url: string, form: Record<string, string>) {
  return guarded.inject({
    method: 'POST',
    url,
    headers: {
      host: 'localhost',
      origin: 'http://localhost',
      'content-type': 'application/x-www-form-urlencoded',
      'x-forwarded-for': address,
      'user-agent': marker,
      cookie: `cabildo=${marker}`,
    },
    payload: new URLSearchParams(form).toString(),
  });
}

describe('the log', () => {
  it('says what was answered and nothing of who asked', async () => {
    const from = { 'x-forwarded-for': address, referer: `http://localhost/${marker}`, 'user-agent': marker };
    const q = encodeURIComponent(marker);
    const paths = ['/', `/proposals?q=${q}`, `/proposals/${q}`, `/vote/receipt/${q}`, `/sign-in?next=/${q}`];
    for (const path of [...paths, `/${q}`, '/%E0%A4%A', `/api/v1/proposals/${q}`])
      await get(path, from, address);
    await post('/sign-in', { act: 'send-code', email: mail });
    await post('/sign-in/code', { act: 'enter', email: mail, code: '123456' });
    await post('/sign-in/folio', { act: 'enter', folio: marker, pin: curp });
    const how = ['cast', 'twice', 'parse', 'zod', 'other'];
    for (const one of how) expect((await get(`/fails/${one}`, from, address)).statusCode).toBe(500);
    const text = log.join('');
    for (const secret of [marker, encodeURIComponent(marker), 'zzLuc', mail, address, curp, '8112345678']) {
      expect(text).not.toContain(secret);
    }
    const lines = log.map((line) => JSON.parse(line));
    expect(lines).toContainEqual(
      expect.objectContaining({
        msg: 'answered',
        method: 'GET',
        route: '/proposals',
        status: 200,
        reqId: expect.any(String),
      }),
    );
    expect(lines).toContainEqual(
      expect.objectContaining({ method: 'POST', route: '/sign-in', city: expect.any(String) }),
    );
    const failures = lines.filter(({ msg }) => msg === 'a request failed');
    expect(failures).toHaveLength(how.length);
    for (const { err, path } of failures) {
      expect(path).toBe('/fails/:how');
      expect(err.stack).toMatch(/observe\.test/);
    }
    expect(failures[0].err).toMatchObject({ code: '22P02', message: 'PostgreSQL refused a statement' });
  });

  it('keeps what helps to mend an error', () => {
    const error = new Error('the file "a b" is missing', { cause: new TypeError('x is not a function') });
    expect(safeError(error)).toMatchObject({
      type: 'Error',
      message: 'the file "…" is missing',
      cause: { type: 'TypeError', message: 'x is not a function' },
    });
    expect(safeError('text')).toEqual({ type: 'string', message: '', stack: '' });
  });
});

describe('/metrics', () => {
  it('tells Prometheus how the house is, by route pattern', async () => {
    await get('/proposals');
    const { body, headers } = await get('/metrics');
    expect(headers['content-type']).toContain('text/plain; version=0.0.4');
    const value = (line: RegExp) => Number(new RegExp(`^${line.source} (\\S+)$`, 'm').exec(body)?.[1]);
    expect(
      value(/cabildo_http_request_seconds_count\{method="GET",route="\/proposals",status="200"\}/),
    ).toBeGreaterThan(0);
    expect(value(/cabildo_database_up/)).toBe(1);
    expect(value(/cabildo_database_connections\{state="open"\}/)).toBeGreaterThan(0);
    expect(value(/cabildo_queue_waiting/)).toBe(1);
    expect(value(/cabildo_queue_oldest_seconds/)).toBeGreaterThanOrEqual(0);
    expect(value(/cabildo_mail\{state="waiting"\}/)).toBeGreaterThan(0);
    expect(value(/nodejs_eventloop_lag_seconds/)).toBeGreaterThanOrEqual(0);
    expect(value(/process_resident_memory_bytes/)).toBeGreaterThan(1e6);
    // Every line is one that Prometheus reads.
    const lines = body.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    for (const line of lines) expect(line).toMatch(/^[a-z_][\w:]*(\{[^{}]*\})? (NaN|[+-]?Inf|[\d.e+-]+)$/i);
  });

  it('counts no ballots and names nobody', async () => {
    await get('/vote');
    await post('/vote/1', { act: 'cast' });
    const { body } = await get('/metrics');
    const votes = body.split('\n').filter((line) => line.includes('/vote'));
    expect(votes.length).toBeGreaterThan(0);
    for (const line of votes) expect(line).toContain('method="any",route="/vote",status="');
    for (const secret of [marker, mail, address, 'receipt']) expect(body).not.toContain(secret);
  });

  it('answers this machine only, and nobody behind a proxy', async () => {
    expect((await get('/metrics', {}, address)).statusCode).toBe(404);
    expect((await get('/metrics', { 'x-forwarded-for': '127.0.0.1' })).statusCode).toBe(404);
    expect((await get('/metrics', {}, '::1')).statusCode).toBe(200);
  });

  it('answers whoever brings METRICS_TOKEN, where there is one', async () => {
    const ask = (authorization?: string) =>
      guarded.inject({
        method: 'GET',
        url: '/metrics',
        remoteAddress: address,
        headers: { host: 'localhost', ...(authorization && { authorization }) },
      });
    expect((await ask()).statusCode).toBe(401);
    expect((await ask('Bearer another token, as long')).statusCode).toBe(401);
    expect((await ask(`Bearer ${token}`)).body).toContain('cabildo_database_up 1');
  });

  it('says that the database is away instead of keeping old figures', async () => {
    const { db } = house;
    const away = { ...db, outside: () => Promise.reject(new Error('gone')) } as typeof db;
    const text = await createMetrics(away, house.assembly.cities.all).text();
    expect(text).toContain('cabildo_database_up 0');
    expect(text).not.toMatch(/^cabildo_mail\{/m);
  });
});
