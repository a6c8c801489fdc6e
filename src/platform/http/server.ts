import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyInstance, LogController } from 'fastify';
import type { VNode } from 'preact';
import type { Database, Tx } from '../db/database.ts';
import { serveFiles } from '../files/serve-files.ts';
import { randomToken } from '../id.ts';
import type { Module } from '../module.ts';
import { safeError } from '../process/log.ts';
import type { Seen } from '../process/metrics.ts';
import { answerGet, answerPost } from './answer.ts';
import { type CityFacts, lobbyCity } from './city.ts';
import { answerLobbyGet, answerLobbyPost, type LobbyPage } from './lobby.ts';
import type { NavigationItem, Page, PageContextValue } from './page.ts';
import { answerError, answerProblem, type Problem } from './problem.ts';
import { type CityDirectory, cityOf, type Words } from './reader.ts';
import { RecentPages } from './recent.ts';
import { serveApi } from './serve-api.ts';
import type { Viewer } from './viewer.ts';

/** What the server needs from the modules; handed in, so that platform knows none of them. */
export interface House {
  readonly db: Database;
  readonly modules: readonly Module[];
  readonly cities: CityDirectory;
  readonly words: Words;
  /** The city's clock; a demo may have moved it. */
  readonly clock: (tx: Tx, city: CityFacts) => Promise<Date>;
  readonly viewer: (tx: Tx, city: CityFacts, cookies: string, now: Date) => Promise<Viewer>;
  readonly render: (view: VNode, context: PageContextValue) => string;
  readonly problem: (kind: Problem) => VNode;
  readonly asset: (name: string) => string;
  /** True where the address is https: cookies are then secure and browsers told to stay. */
  readonly secure: boolean;
  readonly logLevel: string;
  /** Where the log goes instead of the standard output. */
  readonly log?: { readonly write: (line: string) => void };
  /** Told of every answered request. */
  readonly observe?: (seen: Seen) => void;
  /** True behind a proxy of the city's own, whose word about the visitor's address is then taken. */
  readonly trustProxy: boolean;
}

/** A request with what the first hook found out. */
export interface Asked {
  readonly house: House;
  readonly navigation: readonly NavigationItem[];
  readonly recent: RecentPages;
}

/** Asked every few seconds by machines: they would drown what people do. */
const watched = new Set(['/healthz', '/metrics', '/assets/*']);

/** Builds the web server over a house; it listens to nothing yet, so tests inject requests. */
export async function createServer(house: House): Promise<FastifyInstance> {
  const navigation = house.modules.flatMap((module) => module.navigation ?? []);
  const lobby = house.modules.flatMap((module) => module.lobby ?? []);
  const asked: Asked = { house, navigation, recent: new RecentPages() };
  const server = fastify({
    logger: {
      level: house.logLevel,
      redact: ['req.headers', 'res.headers', 'req.url'],
      serializers: { err: (error: unknown) => ({ ...safeError(error) }) },
      ...(house.log && { stream: house.log }),
    },
    // Addresses hold folios and codes: what is logged is what failed, by route.
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: house.trustProxy,
    bodyLimit: 1024 * 1024,
    genReqId: () => randomToken(),
    rewriteUrl: (request) => {
      const url = request.url ?? '/';
      const path = url.split('?')[0] as string;
      const found = house.cities.find(request.headers.host ?? '', url);
      if (lobby.some((page) => page.path === path) && !(found && path === '/')) {
        cityOf.set(request, lobbyCity);
        return `/-${url}`;
      }
      if (!found) return url;
      cityOf.set(request, found.city);
      return found.rest;
    },
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    // An address that cannot be decoded, or a part of one that is too long for any of ours.
    frameworkErrors: (_error, request, reply) => {
      answerProblem(asked, 'missing', request, reply);
    },
  });
  await server.register(cookie);
  await server.register(formbody, { bodyLimit: 1024 * 1024 });
  await server.register(multipart);
  await server.register(rateLimit, { global: false });
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: house.secure,
    referrerPolicy: { policy: 'same-origin' },
  });
  server.addHook('onResponse', async (request, reply) => {
    const { url: route } = request.routeOptions;
    const seen = {
      method: request.method,
      route,
      status: reply.statusCode,
      milliseconds: Math.round(reply.elapsedTime * 10) / 10,
    };
    house.observe?.(seen);
    // The pattern, never the address: addresses hold folios, codes and what people search for.
    const level = watched.has(route ?? '') ? 'debug' : 'info';
    request.log[level]({ ...seen, city: cityOf.get(request.raw)?.slug }, 'answered');
  });
  server.addHook('onRequest', async (request, reply) => {
    if (request.method === 'POST' && !sameOrigin(request.headers)) {
      return reply.code(403).type('text/plain').send('This form was sent from another site.');
    }
  });
  // Before the routes: one that is registered earlier would keep fastify's own answers.
  server.setNotFoundHandler((request, reply) => answerProblem(asked, 'missing', request, reply));
  server.setErrorHandler((error: { statusCode?: number }, request, reply) =>
    answerError(asked, error, request, reply),
  );
  for (const module of house.modules) {
    for (const page of module.pages) addPage(server, asked, page);
    module.routes?.(server);
  }
  for (const page of lobby) addLobbyPage(server, asked, page);
  await serveApi(server, house);
  serveFiles(server, house);
  return server;
}

function addPage(server: FastifyInstance, asked: Asked, page: Page): void {
  const config = page.limit
    ? { rateLimit: { max: page.limit.max, timeWindow: page.limit.seconds * 1000 } }
    : {};
  server.get(page.path, page.limit?.reads ? { config } : {}, (request, reply) =>
    answerGet(asked, page, request, reply),
  );
  if (!page.acts) return;
  server.post(page.path, { config }, (request, reply) => answerPost(asked, page, request, reply));
}

/** Below an address of their own, because a city has a front page too. */
function addLobbyPage(server: FastifyInstance, asked: Asked, page: LobbyPage): void {
  const { limit } = page;
  const config = limit ? { rateLimit: { max: limit.max, timeWindow: limit.seconds * 1000 } } : {};
  server.get(`/-${page.path}`, { config }, (request, reply) => answerLobbyGet(asked, page, request, reply));
  if (!page.acts) return;
  server.post(`/-${page.path}`, { config }, (request, reply) => answerLobbyPost(asked, page, request, reply));
}

/** Own check, because a form of another site sends our cookies too: the browser says where the form stood. */
function sameOrigin(headers: Readonly<Record<string, string | string[] | undefined>>): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = headers.origin;
  if (typeof origin !== 'string') return false;
  try {
    return new URL(origin).host === headers.host;
  } catch {
    return false;
  }
}
