import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Quiet, quietAt } from '../blackout.ts';
import { isAway } from '../db/away.ts';
import { type ApiList, apiRoot, type Endpoint, namesIn, nothingHere } from './api.ts';
import { apiDocument, largestPage, perMinute, usualPage } from './api-document.ts';
import type { CityFacts } from './city.ts';
import { sendText } from './compress.ts';
import { chooseLocale, cityOf } from './reader.ts';
import type { House } from './server.ts';
import { visitor } from './viewer.ts';

/** Seconds for which a copy may be kept: what staff take out of sight is out of sight soon. */
const keptSeconds = 30;

const paging = z.object({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  per_page: z.coerce.number().int().min(1).max(largestPage).default(usualPage),
});

const titles = {
  400: 'Bad Request',
  404: 'Not Found',
  405: 'Method Not Allowed',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const;
type Status = keyof typeof titles;

/**
 * The read API: every module's endpoints below /api/v1, and the document that describes them. It knows no session: a
 * cookie changes nothing, so answers may be kept by caches and read from any site.
 */
export async function serveApi(server: FastifyInstance, house: House): Promise<void> {
  const endpoints = house.modules.flatMap((module) => module.api ?? []);
  await server.register(
    async (api) => {
      api.addHook('onRequest', async (_request, reply) => {
        reply
          .header('access-control-allow-origin', '*')
          .header('cross-origin-resource-policy', 'cross-origin');
        reply.header('access-control-expose-headers', 'etag, link, retry-after');
      });
      api.setNotFoundHandler((_request, reply) => problem(reply, 404));
      api.setErrorHandler((error: { statusCode?: number }, request, reply) => {
        const { statusCode = 500 } = error;
        if (statusCode === 429) return problem(reply, 429);
        if (statusCode < 500) return problem(reply, 400);
        request.log.error({ err: error, path: request.routeOptions.url }, 'a request failed');
        return problem(reply, isAway(error) ? 503 : 500);
      });
      const config = { rateLimit: { max: perMinute, timeWindow: 60_000 } };
      for (const endpoint of endpoints) {
        api.get(endpoint.path, { config }, (request, reply) => answer(house, endpoint, request, reply));
      }
      api.get('/openapi.json', { config }, (request, reply) => {
        const city = cityOf.get(request.raw);
        if (!city) return problem(reply, 404);
        return send(
          request,
          reply,
          apiDocument(endpoints, city, house.words.translator(city, localeOf(city, request))),
        );
      });
    },
    { prefix: apiRoot },
  );
}

async function answer(
  house: House,
  endpoint: Endpoint,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const city = cityOf.get(request.raw);
  // A practice space is for those who were invited, and here nobody is anybody.
  if (!city || city.practice || endpoint.who(visitor) !== 'allowed') return problem(reply, 404);
  const params = (endpoint.params ?? z.object({})).safeParse(request.params);
  if (!params.success) return problem(reply, 404);
  const query = (endpoint.query ?? z.object({})).safeParse(request.query);
  const place = paging.safeParse(endpoint.kind === 'list' ? request.query : {});
  const wrong = [...(query.error?.issues ?? []), ...(place.error?.issues ?? [])];
  if (!query.success || !place.success) {
    return problem(reply, 400, wrong.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
  }
  const { page, per_page: perPage } = place.data;
  const found = await house.db.inCity(
    city.id,
    async (tx) => {
      const now = await house.clock(tx, city);
      const quiet = quietAt(city.blackouts, city.timeZone, now);
      if (endpoint.publicity && quiet?.pages === 'closed') return quiet;
      return endpoint.read({
        tx,
        city,
        params: params.data as never,
        query: query.data as never,
        t: house.words.translator(city, localeOf(city, request)),
        now,
        page,
        perPage,
        link: (path) => `${request.protocol}://${request.host}${city.base}${path}`,
      });
    },
    { readOnly: true },
  );
  if (isQuiet(found)) return problem(reply, 503, found.laws.join(' · '));
  if (found === nothingHere) return problem(reply, 404);
  if (endpoint.kind === 'one') return send(request, reply, endpoint.answer.parse(found));
  const { items, total } = found as ApiList<unknown>;
  const pages = Math.ceil(total / perPage);
  const at = (wanted: number) => addressOf(city, endpoint, request, wanted);
  const next = page < pages ? at(page + 1) : null;
  const links = [next && `<${next}>; rel="next"`, page > 1 && `<${at(page - 1)}>; rel="prev"`].filter(
    Boolean,
  );
  if (links.length > 0) reply.header('link', links.join(', '));
  return send(request, reply, {
    items: items.map((one) => endpoint.answer.parse(one)),
    total,
    page,
    pages,
    next,
  });
}

function isQuiet(found: unknown): found is Quiet {
  return typeof found === 'object' && found !== null && 'laws' in found;
}

/** The same list at another page, from the host on. */
function addressOf(
  city: CityFacts,
  { path, query }: Endpoint,
  request: FastifyRequest,
  page: number,
): string {
  const given = request.query as Record<string, string>;
  const params = request.params as Record<string, string>;
  const known = [...Object.keys(query?.shape ?? {}), 'per_page'].filter((name) => given[name] !== undefined);
  const search = new URLSearchParams(known.map((name) => [name, String(given[name])]));
  search.set('page', String(page));
  const filled = namesIn(path).reduce(
    (all, name) => all.replace(`:${name}`, encodeURIComponent(params[name] ?? '')),
    path,
  );
  return `${request.protocol}://${request.host}${city.base}${apiRoot}${filled}?${search}`;
}

function localeOf(city: CityFacts, request: FastifyRequest): string {
  return chooseLocale(city, null, undefined, request.headers['accept-language']);
}

function send(request: FastifyRequest, reply: FastifyReply, value: unknown): FastifyReply {
  const text = JSON.stringify(value);
  // Weak: a compressed copy has other bytes and says the same.
  const tag = `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  reply
    .header('etag', tag)
    .header('vary', 'accept-encoding, accept-language')
    .header('cache-control', `public, max-age=${keptSeconds}`);
  if (request.headers['if-none-match'] === tag) return reply.code(304).send();
  return sendText(request, reply.type('application/json; charset=utf-8'), text);
}

function problem(reply: FastifyReply, status: Status, detail?: string): FastifyReply {
  const body = { type: 'about:blank', title: titles[status], status, ...(detail && { detail }) };
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(body));
}
