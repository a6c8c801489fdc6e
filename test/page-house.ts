import { randomUUID } from 'node:crypto';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { sql } from 'kysely';
import { aCity } from '../src/city/city.fixtures.ts';

import { type LoadedCities, loadCities } from '../src/city/city-directory.ts';
import { createDatabase } from '../src/platform/db/database.ts';
import { createServer } from '../src/platform/http/server.ts';
import { type Viewer, visitor } from '../src/platform/http/viewer.ts';
import { houseWords } from '../src/platform/i18n/city-words.ts';
import { ui } from '../src/ui/module.ts';
import { problemPage } from '../src/ui/problem.tsx';
import { renderPage } from '../src/ui/render.tsx';
import { type TestDatabase, testDatabase } from './database.ts';
import { notebook, noteTable } from './notebook.tsx';

const person: Viewer = { ...visitor, personId: 7, name: 'Lucía', sessionId: 's' };
const coordinator = { ...person, personId: 8, roles: [{ role: 'coordinator', departmentId: null }] } as const;

/** Who asks, by the cookie `as`. */
const viewers: Readonly<Record<string, Viewer>> = {
  lucia: person,
  tomas: { ...person, personId: 9, name: 'Tomás' },
  maribel: { ...coordinator, secondFactor: true },
  'maribel-by-code': coordinator,
};

export interface PageHouse extends TestDatabase {
  readonly server: FastifyInstance;
  readonly cities: LoadedCities;
  readonly cityId: number;
  /** Lines of the log, as JSON. */
  readonly log: string[];
  readonly get: (path: string, asking?: Asking) => Promise<LightMyRequestResponse>;
  /** Presses a button as a browser of the same site does. */
  readonly press: (path: string, form: Form, asking?: Asking) => Promise<LightMyRequestResponse>;
  readonly notes: () => Promise<string[]>;
}

type Form = Readonly<Record<string, string | readonly string[]>>;

export interface Asking {
  readonly as?: keyof typeof viewers;
  readonly cookies?: Record<string, string>;
  /** A header set to '' is not sent. */
  readonly headers?: Record<string, string>;
}

/** A server over the notebook's pages and the real look, on a database and a city of its own; `away`: it is not there. */
export async function pageHouse({ demo = false, secure = false, away = false } = {}): Promise<PageHouse> {
  const database = await testDatabase();
  const { db, ownerPool } = database;
  const nowhere = createDatabase('postgres://cabildo_app@127.0.0.1:1/nowhere');
  await ownerPool.query(noteTable);
  const cityId = await aCity(db);
  const cities = await loadCities(db, { demo });
  const modules = [ui, notebook];
  const log: string[] = [];
  const server = await createServer({
    db: away ? nowhere : db,
    modules,
    cities,
    words: houseWords(modules),
    clock: async () => new Date('2027-04-12T18:00:00Z'),
    viewer: async (_tx, _city, cookies) => viewers[/as=([\w-]+)/.exec(cookies)?.[1] ?? ''] ?? visitor,
    render: renderPage,
    problem: problemPage,
    asset: (name) => `/assets/${name}`,
    secure,
    logLevel: 'info',
    log: { write: (line) => log.push(line) },
    trustProxy: false,
  });
  const ask = (method: 'GET' | 'POST', url: string, payload: string | undefined, asking: Asking) => {
    const given = { host: 'localhost', ...(method === 'POST' && sameSite), ...asking.headers };
    const headers = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
    const cookies = { ...(asking.as && { as: asking.as }), ...asking.cookies };
    return server.inject({ method, url, headers, cookies, ...(payload !== undefined && { payload }) });
  };
  return {
    ...database,
    server,
    cities,
    cityId,
    log,
    get: (path, asking = {}) => ask('GET', path, undefined, asking),
    press: (path, form, asking = {}) => ask('POST', path, encoded(form), asking),
    notes: () =>
      db.inCity(cityId, async (tx) => {
        const { rows } = await sql<{ text: string }>`select text from note order by id`.execute(tx);
        return rows.map(({ text }) => text);
      }),
    close: async () => {
      await server.close();
      cities.stop();
      await nowhere.close();
      await database.close();
    },
  };
}

const sameSite = {
  origin: 'http://localhost',
  'content-type': 'application/x-www-form-urlencoded',
};

function encoded(form: Form): string {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(form)) for (const one of [value].flat()) body.append(name, one);
  return body.toString();
}

/** A form with files as browsers write it. @returns what `inject` takes */
export function multipart(
  form: Form,
  files: readonly { name: string; filename: string; type: string; bytes: Buffer }[] = [],
): { payload: Buffer; headers: Record<string, string> } {
  const boundary = `----${randomUUID()}`;
  const parts: (string | Buffer)[] = [];
  const disposition = (name: string) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"`;
  const [first, ...rest] = Object.entries(form);
  const field = ([name, value]: [string, string | readonly string[]]) => {
    for (const one of [value].flat()) parts.push(`${disposition(name)}\r\n\r\n${one}\r\n`);
  };
  // A file in the middle: what stands after it must arrive too.
  if (first) field(first);
  for (const { name, filename, type, bytes } of files) {
    parts.push(
      `${disposition(name)}; filename="${filename}"\r\ncontent-type: ${type}\r\n\r\n`,
      bytes,
      '\r\n',
    );
  }
  for (const one of rest) field(one);
  parts.push(`--${boundary}--\r\n`);
  const payload = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
  const headers = { host: 'localhost', origin: 'http://localhost' };
  return { payload, headers: { ...headers, 'content-type': `multipart/form-data; boundary=${boundary}` } };
}

export { aCity };
