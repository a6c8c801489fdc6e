import { z } from 'zod';
import { zoneNamesOf } from '../city/city-queries.ts';
import { cycleParams, publicCycle } from '../cycle/api.ts';
import { cycleById, districtsOf } from '../cycle/cycle-queries.ts';
import { fileAddress } from '../platform/files/file-address.ts';
import {
  type ApiRequest,
  type Endpoint,
  listEndpoint,
  nothingHere,
  oneEndpoint,
} from '../platform/http/api.ts';
import { anyone } from '../platform/http/viewer.ts';
import { publicStages } from './proposal.ts';
import { listPublished, publishedProposal, sortOrders } from './proposal-queries.ts';

const listedSchema = z.object({
  folio: z.string(),
  title: z.string(),
  stage: z.enum(publicStages),
  stageName: z.string().describe("The stage in the reader's language"),
  category: z.string(),
  track: z.string(),
  district: z.string().describe('Code of the district'),
  zone: z.string().nullable().describe('Code of the zone'),
  supports: z.number().int(),
  importedSupports: z.number().int().describe('Counted elsewhere before the import'),
  submittedAt: z.iso.datetime().describe('UTC'),
  url: z.string(),
});

const proposalSchema = listedSchema.extend({
  problem: z.string(),
  idea: z.string(),
  place: z.string().nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  cost: z
    .object({ amount: z.number().int(), currency: z.string() })
    .nullable()
    .describe('Minor units, once the city has revealed it'),
  photos: z.array(z.object({ url: z.string(), description: z.string() })),
});

const filters = z.object({
  q: z.string().max(200).optional().describe('Words, or a folio'),
  district: z.string().max(80).optional().describe('Code; districts inside it are included'),
  category: z.string().max(80).optional(),
  track: z.string().max(80).optional(),
  stage: z.enum(publicStages).optional(),
  sort: z.enum(sortOrders).optional(),
});

type Listed = Awaited<ReturnType<typeof listPublished>>['proposals'][number];
type Codes = { readonly districts: ReadonlyMap<number, string>; readonly zones: ReadonlyMap<number, string> };

/** What both the list and the single answer say of a proposal. */
function shown(
  proposal: Omit<Listed, 'beginning' | 'photo'>,
  { districts, zones }: Codes,
  { t, link }: Pick<ApiRequest, 't' | 'link'>,
) {
  const { folio, title, stage, category, track, supports, importedSupports } = proposal;
  return {
    folio,
    title,
    stage,
    stageName: t(`proposals.stage.${stage}`),
    category,
    track,
    district: districts.get(proposal.districtId) ?? '',
    zone: proposal.zoneId === null ? null : (zones.get(proposal.zoneId) ?? null),
    supports,
    importedSupports,
    submittedAt: proposal.submittedAt.toISOString(),
    url: link(`/proposals/${folio}`),
  };
}

export const proposalsApi: readonly Endpoint[] = [
  listEndpoint({
    path: '/cycles/:cycle/proposals',
    who: anyone,
    summary: 'proposals.api.list',
    name: 'ListedProposal',
    params: cycleParams,
    query: filters,
    answer: listedSchema,
    read: async (request) => {
      const { tx, city, query, page, perPage } = request;
      const cycle = await publicCycle(request);
      if (!cycle) return nothingHere;
      const districts = await districtsOf(tx, cycle);
      const { district, q, sort, ...rest } = query;
      const districtIds = district === undefined ? undefined : within(districts, district);
      const order = sort ?? (q ? 'relevant' : 'newest');
      const wishes = {
        cityId: city.id,
        cycleId: cycle.id,
        search: q,
        districtIds,
        sort: order,
        page,
        perPage,
      };
      const { proposals, total } = await listPublished(tx, { ...wishes, ...rest });
      const codes = await codesOf(request, districts);
      return { items: proposals.map((one) => shown(one, codes, request)), total };
    },
  }),
  oneEndpoint({
    path: '/proposals/:folio',
    who: anyone,
    summary: 'proposals.api.one',
    name: 'Proposal',
    params: z.object({ folio: z.string().max(40) }),
    answer: proposalSchema,
    read: async (request) => {
      const { tx, city, params, link } = request;
      const proposal = await publishedProposal(tx, city.id, params.folio);
      const cycle = proposal && (await cycleById(tx, city.id, proposal.cycleId));
      if (!cycle) return nothingHere;
      const { problem, idea, place, latitude, longitude, cost, photos } = proposal;
      const codes = await codesOf(request, await districtsOf(tx, cycle));
      return {
        ...shown(proposal, codes, request),
        problem,
        idea,
        place,
        latitude,
        longitude,
        cost: cost === null ? null : { amount: cost, currency: city.currency },
        photos: photos.map(({ fileId, description }) => ({
          url: link(fileAddress(fileId, 'large')),
          description,
        })),
      };
    },
  }),
];

type District = Awaited<ReturnType<typeof districtsOf>>[number];

async function codesOf({ tx, city }: Pick<ApiRequest, 'tx' | 'city'>, districts: readonly District[]) {
  return {
    districts: new Map(districts.map(({ id, code }) => [id, code])),
    zones: new Map((await zoneNamesOf(tx, city.id)).map(({ id, code }) => [id, code])),
  };
}

/** A district and all inside it, by its code; an unknown code has none. */
function within(districts: readonly District[], code: string): number[] {
  const found = districts.find((district) => district.code === code);
  if (!found) return [];
  const below = districts.filter(({ parentId }) => parentId === found.id);
  return [found.id, ...below.flatMap((district) => within(districts, district.code))];
}
