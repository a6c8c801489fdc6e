import { z } from 'zod';
import { zoneNamesOf } from '../city/city-queries.ts';
import {
  type ApiRequest,
  type Endpoint,
  listEndpoint,
  nothingHere,
  oneEndpoint,
  pageOf,
} from '../platform/http/api.ts';
import type { Cycle } from './cycle.ts';
import { isPublic, mayReadCycles } from './cycle-policy.ts';
import {
  allotmentsOf,
  categoriesOf,
  cycleBySlug,
  cyclesOf,
  districtsOf,
  phasesOf,
  tracksOf,
} from './cycle-queries.ts';
import { phaseKinds } from './cycle-section.ts';

const moment = z.iso.datetime().describe('UTC');
const minor = z.number().int().describe("Minor units of the city's currency");
const coded = z.object({ code: z.string(), name: z.string() });

const cycleSchema = z.object({
  slug: z.string(),
  name: z.string(),
  state: z.enum(['published', 'suspended', 'cancelled']),
  reason: z.string().nullable().describe('Why it is suspended or cancelled'),
  categories: z.array(coded),
  tracks: z.array(coded),
});

const phaseSchema = z.object({
  kind: z.enum(phaseKinds),
  name: z.string(),
  state: z.enum(['upcoming', 'open', 'closed', 'suspended', 'cancelled']),
  opensAt: moment,
  closesAt: moment,
  firstOpensAt: moment.describe('As first announced, UTC'),
  firstClosesAt: moment.describe('As first announced, UTC'),
  reason: z.string().nullable().describe('Of a suspension, a cancellation or the last move'),
});

const districtSchema = z.object({
  code: z.string(),
  name: z.string(),
  parent: z.string().nullable().describe('Code of the district that it lies in'),
  level: z.number().int().describe('1 at the top'),
  zones: z.array(z.string()).describe('Codes of its zones'),
  money: z.array(z.object({ track: z.string(), amount: minor, currency: z.string() })),
});

export const cycleParams = z.object({ cycle: z.string().max(80) });

/** The cycle that an address names, as far as the public may see it. */
export async function publicCycle({
  tx,
  city,
  params,
}: Pick<ApiRequest<{ cycle: string }>, 'tx' | 'city' | 'params'>): Promise<Cycle | undefined> {
  const cycle = await cycleBySlug(tx, city.id, params.cycle);
  return cycle && isPublic(cycle) ? cycle : undefined;
}

async function shown({ tx }: Pick<ApiRequest, 'tx'>, cycle: Cycle): Promise<z.input<typeof cycleSchema>> {
  return {
    slug: cycle.slug,
    name: cycle.name,
    state: cycle.state as 'published' | 'suspended' | 'cancelled',
    reason: cycle.reason,
    categories: await categoriesOf(tx, cycle),
    tracks: tracksOf(cycle).map(({ code, name }) => ({ code, name })),
  };
}

export const cycleApi: readonly Endpoint[] = [
  listEndpoint({
    path: '/cycles',
    who: mayReadCycles,
    summary: 'cycle.api.cycles',
    name: 'Cycle',
    answer: cycleSchema,
    read: async (request) => {
      const { items, total } = pageOf(
        (await cyclesOf(request.tx, request.city.id)).filter(isPublic),
        request,
      );
      const cycles: z.input<typeof cycleSchema>[] = [];
      for (const cycle of items) cycles.push(await shown(request, cycle));
      return { items: cycles, total };
    },
  }),
  oneEndpoint({
    path: '/cycles/:cycle',
    who: mayReadCycles,
    summary: 'cycle.api.cycle',
    name: 'Cycle',
    params: cycleParams,
    answer: cycleSchema,
    read: async (request) => {
      const cycle = await publicCycle(request);
      return cycle ? shown(request, cycle) : nothingHere;
    },
  }),
  listEndpoint({
    path: '/cycles/:cycle/phases',
    who: mayReadCycles,
    summary: 'cycle.api.phases',
    name: 'Phase',
    params: cycleParams,
    answer: phaseSchema,
    read: async (request) => {
      const cycle = await publicCycle(request);
      if (!cycle) return nothingHere;
      const phases = await phasesOf(request.tx, cycle, request.now);
      return pageOf(
        phases.map(({ kind, state, opensAt, closesAt, firstOpensAt, firstClosesAt, reason }) => ({
          kind,
          name: request.t(`cycle.phase.${kind}`),
          state,
          opensAt: opensAt.toISOString(),
          closesAt: closesAt.toISOString(),
          firstOpensAt: firstOpensAt.toISOString(),
          firstClosesAt: firstClosesAt.toISOString(),
          reason,
        })),
        request,
      );
    },
  }),
  listEndpoint({
    path: '/cycles/:cycle/districts',
    who: mayReadCycles,
    summary: 'cycle.api.districts',
    name: 'District',
    params: cycleParams,
    answer: districtSchema,
    read: async (request) => {
      const { tx, city } = request;
      const cycle = await publicCycle(request);
      if (!cycle) return nothingHere;
      const districts = await districtsOf(tx, cycle);
      const money = await allotmentsOf(tx, cycle);
      const codes = new Map((await zoneNamesOf(tx, city.id)).map(({ id, code }) => [id, code]));
      return pageOf(
        districts.map(({ id, code, name, parentId, level, zoneIds }) => ({
          code,
          name,
          parent: districts.find((one) => one.id === parentId)?.code ?? null,
          level,
          zones: zoneIds.map((zone) => codes.get(zone) ?? '').sort(),
          money: money
            .filter(({ districtId }) => districtId === id)
            .map(({ track, amount }) => ({ track, amount, currency: city.currency })),
        })),
        request,
      );
    },
  }),
];
