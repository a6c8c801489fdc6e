import { z } from 'zod';
import { cycleParams, publicCycle } from '../cycle/api.ts';
import { districtsOf } from '../cycle/cycle-queries.ts';
import { type Endpoint, nothingHere, oneEndpoint } from '../platform/http/api.ts';
import { readResults } from './results-policy.ts';
import { publishedResults } from './results-queries.ts';

const minor = z.number().int().describe('Minor units');

const resultsSchema = z.object({
  publishedAt: z.iso.datetime().describe('UTC'),
  reason: z.string().nullable().describe('Set where this publication corrects an earlier one'),
  currency: z.string(),
  contests: z.array(
    z.object({
      title: z.string(),
      district: z.string().describe('Code of the district'),
      track: z.string(),
      money: minor,
      spent: minor.describe('Cost of the winners together, minor units'),
      turnout: z.object({ cast: z.number().int(), blank: z.number().int(), void: z.number().int() }),
      inputHash: z.string().describe('SHA-256 of everything that was counted'),
      seed: z.string().describe('Of the lots that break ties'),
      candidates: z.array(
        z.object({
          number: z.number().int(),
          title: z.string(),
          cost: minor,
          votes: z.number().int(),
          place: z.number().int().nullable().describe('1 for the first winner; null when it did not win'),
          folios: z.array(z.string()).describe('Proposals that it stands for'),
        }),
      ),
    }),
  ),
});

export const resultsApi: readonly Endpoint[] = [
  oneEndpoint({
    path: '/cycles/:cycle/results',
    who: readResults,
    publicity: true,
    summary: 'results.api.results',
    name: 'Results',
    params: cycleParams,
    answer: resultsSchema,
    read: async (request) => {
      const { tx, city } = request;
      const cycle = await publicCycle(request);
      const results = cycle && (await publishedResults(tx, city.id, cycle.id));
      if (!results) return nothingHere;
      const codes = new Map((await districtsOf(tx, cycle)).map(({ id, code }) => [id, code]));
      return {
        publishedAt: results.publishedAt.toISOString(),
        reason: results.reason,
        currency: city.currency,
        contests: results.contests.map(({ contest, candidates, outcome, seed }) => ({
          title: contest.title,
          district: codes.get(contest.districtId) ?? '',
          track: contest.track,
          money: contest.money,
          spent: outcome.cost,
          turnout: outcome.turnout,
          inputHash: outcome.inputHash,
          seed,
          candidates: candidates.map(({ number, title, cost, proposals }) => {
            const counted = outcome.candidates.find(({ candidate }) => candidate === String(number));
            return {
              number,
              title,
              cost,
              votes: counted?.votes ?? 0,
              place: counted?.place ?? null,
              folios: proposals.map(({ folio }) => folio),
            };
          }),
        })),
      };
    },
  }),
];
