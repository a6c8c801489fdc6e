import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { type Assembly, assemble } from '../src/assembly.ts';
import { createServer } from '../src/platform/http/server.ts';
import { type TestDatabase, testDatabase } from './database.ts';

export interface Shown {
  readonly status: number;
  readonly html: string;
  readonly location: string | undefined;
  readonly cookies: Record<string, string>;
}

export interface Asking {
  /** Cookies to send: `{ name: value }`. */
  readonly cookies?: Record<string, string>;
  readonly headers?: Record<string, string>;
}

export interface TestHouse extends TestDatabase {
  readonly assembly: Assembly;
  readonly server: FastifyInstance;
  readonly dataFolder: string;
  readonly get: (path: string, asking?: Asking) => Promise<Shown>;
  /** Posts a form as a browser of the same site does; repeated fields as lists. */
  readonly post: (path: string, form: Record<string, string | string[]>, asking?: Asking) => Promise<Shown>;
}

/** The whole house on a database of its own, asked in-process. Cities are made by the test; call `assembly.cities.reload()` after. */
export async function testHouse({
  demo = true,
  oidcIssuers = [],
}: {
  demo?: boolean;
  oidcIssuers?: readonly string[];
} = {}): Promise<TestHouse> {
  const database = await testDatabase();
  const dataFolder = await mkdtemp(join(tmpdir(), 'cabildo-house-'));
  const assembly = await assemble({
    db: database.db,
    url: database.url,
    secret: 'a secret for tests, at least 32 characters long',
    dataFolder,
    demo,
    oidcIssuers,
    publicUrl: 'http://localhost',
    logLevel: 'error',
    trustProxy: false,
  });
  const server = await createServer(assembly.house);
  const close = async () => {
    await server.close();
    await assembly.close();
    await database.close();
    await rm(dataFolder, { recursive: true, force: true });
  };
  const get: TestHouse['get'] = async (path, asking = {}) => {
    const { cookies = {}, headers = {} } = asking;
    return shown(
      await server.inject({ method: 'GET', url: path, cookies, headers: { host: 'localhost', ...headers } }),
    );
  };
  const post: TestHouse['post'] = async (path, form, asking = {}) => {
    const { cookies = {}, headers = {} } = asking;
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(form)) {
      for (const one of [value].flat()) body.append(name, one);
    }
    return shown(
      await server.inject({
        method: 'POST',
        url: path,
        cookies,
        payload: body.toString(),
        headers: {
          host: 'localhost',
          origin: 'http://localhost',
          'content-type': 'application/x-www-form-urlencoded',
          ...headers,
        },
      }),
    );
  };
  return { ...database, assembly, server, dataFolder, get, post, close };
}

function shown(response: Awaited<ReturnType<FastifyInstance['inject']>>): Shown {
  return {
    status: response.statusCode,
    html: response.body,
    location: response.headers.location as string | undefined,
    cookies: Object.fromEntries(response.cookies.map(({ name, value }) => [name, value])),
  };
}
