import type { FastifyReply, FastifyRequest } from 'fastify';
import { isAway } from '../db/away.ts';
import { lobbyCity } from './city.ts';
import { emptyForm } from './form.ts';
import { readLook, renderView } from './look.ts';
import { cityOf } from './reader.ts';
import { send } from './send.ts';
import type { Asked } from './server.ts';
import { visitor } from './viewer.ts';

/** What can be wrong with a request as a whole; each has its sentences in the look. */
export type Problem = keyof typeof problemStatus;

export const problemStatus = {
  missing: 404,
  forbidden: 403,
  'too-many': 429,
  broken: 500,
  away: 503,
  stale: 400,
  'no-city': 404,
  'unknown-city': 404,
  /** A page that a blackout closes for its time. */
  blackout: 503,
  /** A practice space, to whoever was not invited. */
  practice: 403,
} as const;

/** The page of a problem. It asks the database nothing, which may be the problem itself. */
export function answerProblem(
  asked: Asked,
  problem: Problem,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const city = cityOf.get(request.raw) ?? lobbyCity;
  if (city === lobbyCity && problem === 'missing') {
    problem = asked.house.cities.all().length === 0 ? 'no-city' : 'unknown-city';
  }
  const look = { ...readLook(asked, city, request, reply), viewer: visitor, now: new Date() };
  const html = renderView(asked, look, emptyForm, asked.house.problem(problem));
  if (problem === 'away') reply.header('retry-after', '10');
  return send(asked, city, { status: problemStatus[problem], html }, request, reply);
}

/** What a person is told of an error; what is ours to mend is logged, by route and without who asked. */
export function answerError(
  asked: Asked,
  error: { readonly statusCode?: number },
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { statusCode = 500 } = error;
  if (statusCode === 429) return answerProblem(asked, 'too-many', request, reply);
  if (statusCode < 500) return answerProblem(asked, 'stale', request, reply);
  request.log.error({ err: error, path: request.routeOptions.url }, 'a request failed');
  return answerProblem(asked, isAway(error) ? 'away' : 'broken', request, reply);
}
