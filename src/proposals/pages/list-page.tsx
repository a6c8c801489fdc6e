import { z } from 'zod';
import { type Cycle, currentCycle, cycleBySlug } from '../../cycle/cycle-queries.ts';
import { missing, type PageRequest, page } from '../../platform/http/page.ts';
import { anyone } from '../../platform/http/viewer.ts';
import { cleanLine } from '../clean-text.ts';
import { publicStages } from '../proposal.ts';
import { type ListedPage, listPublished, sortOrders } from '../proposal-queries.ts';
import { districtAndBelow, type Labels, labelsOf } from './labels.ts';
import { ListView } from './list-view.tsx';

const perPage = 20;

/** An address typed by hand or cut short shows the list, not an error. */
const filters = z.object({
  q: z.string().max(200).transform(cleanLine).catch('').default(''),
  district: z.string().max(80).catch('').default(''),
  category: z.string().max(80).catch('').default(''),
  track: z.string().max(80).catch('').default(''),
  stage: z.enum(publicStages).or(z.literal('')).catch('').default(''),
  sort: z.enum(sortOrders).or(z.literal('')).catch('').default(''),
  page: z.coerce.number().int().min(1).max(10_000).catch(1).default(1),
  cycle: z.string().max(80).catch('').default(''),
});
export type Filters = z.infer<typeof filters>;

export interface ListData {
  readonly cycle: Cycle | undefined;
  readonly labels: Labels;
  readonly filters: Filters;
  readonly listed: ListedPage;
  readonly pages: number;
}

const nothing: ListedPage = { proposals: [], total: 0 };

export async function loadList({ tx, city, query }: PageRequest<object, Filters>): Promise<ListData | typeof missing> {
  const cycle = await askedCycle(tx, city.id, query.cycle);
  if (!cycle && query.cycle) return missing;
  if (!cycle) {
    const labels: Labels = { districts: [], categories: [], tracks: [] };
    return { cycle, labels, filters: query, listed: nothing, pages: 0 };
  }
  const labels = await labelsOf(tx, cycle);
  const listed = await listPublished(tx, {
    cityId: city.id,
    cycleId: cycle.id,
    search: query.q || undefined,
    districtIds: query.district ? districtAndBelow(labels, query.district) : undefined,
    category: query.category || undefined,
    track: query.track || undefined,
    stage: query.stage || undefined,
    sort: query.sort || (query.q ? 'relevant' : 'newest'),
    page: query.page,
    perPage,
  });
  return { cycle, labels, filters: query, listed, pages: Math.ceil(listed.total / perPage) };
}

/** The cycle that the address names, as far as the public may see it; else the current one. */
async function askedCycle(tx: PageRequest['tx'], cityId: number, slug: string): Promise<Cycle | undefined> {
  if (!slug) return currentCycle(tx, cityId);
  const cycle = await cycleBySlug(tx, cityId, slug);
  return cycle?.state === 'draft' ? undefined : cycle;
}

export const listPage = page<Record<string, never>, Filters, ListData>({
  path: '/proposals',
  who: anyone,
  query: filters,
  load: loadList,
  view: ListView,
});
