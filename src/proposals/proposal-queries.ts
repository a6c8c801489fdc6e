import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import { readFolio } from './folio.ts';
import type { ProposalPhoto, PublicStage } from './proposal.ts';

/** A line of the public list. */
export interface ListedProposal {
  readonly proposalId: number;
  readonly folio: string;
  readonly title: string;
  /** The beginning of the idea; at most 240 characters. */
  readonly beginning: string;
  readonly districtId: number;
  readonly zoneId: number | null;
  readonly category: string;
  readonly track: string;
  readonly stage: PublicStage;
  readonly supports: number;
  readonly importedSupports: number;
  readonly submittedAt: Date;
  readonly photo: ProposalPhoto | null;
}

export const sortOrders = ['newest', 'supported', 'relevant'] as const;
export type SortOrder = (typeof sortOrders)[number];

export interface ListWishes {
  readonly cityId: number;
  readonly cycleId: number;
  readonly search?: string | undefined;
  /** A district and those inside it. */
  readonly districtIds?: readonly number[] | undefined;
  readonly category?: string | undefined;
  readonly track?: string | undefined;
  readonly stage?: PublicStage | undefined;
  readonly sort: SortOrder;
  /** From 1. */
  readonly page: number;
  readonly perPage: number;
}

export interface ListedPage {
  readonly proposals: readonly ListedProposal[];
  /** All that match, on every page. */
  readonly total: number;
}

/**
 * A page of released proposals, and how many match in all. Search knows Spanish words by their stems and ignores accents;
 * a folio finds its proposal. Withdrawn ones are listed only when they are asked for.
 */
export async function listPublished(tx: Tx, wishes: ListWishes): Promise<ListedPage> {
  const { page, perPage } = wishes;
  const matching = conditions(wishes);
  // The rows of the page are found by narrow columns first: sorting a thousand texts to show twenty costs five times as much.
  const { rows } = await sql<ListedProposal & { total: number }>`
    select p.proposal_id as "proposalId", p.folio, p.title, left(p.idea, 240) as beginning,
      p.district_id as "districtId", p.zone_id as "zoneId", p.category, p.track, p.stage, p.supports,
      p.imported_supports as "importedSupports", p.submitted_at as "submittedAt", p.photos -> 0 as photo,
      (select count(*) from published_proposal p where ${matching}) as total
    from (
      select p.proposal_id from published_proposal p where ${matching}
      order by ${order(wishes)} limit ${sql.lit(perPage)} offset ${(page - 1) * perPage}
    ) shown
    join published_proposal p on p.city_id = ${wishes.cityId} and p.proposal_id = shown.proposal_id
    order by ${order(wishes)}`.execute(tx);
  if (rows.length === 0 && page > 1) return { proposals: [], total: await count(tx, matching) };
  return { proposals: rows, total: rows[0]?.total ?? 0 };
}

async function count(tx: Tx, matching: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(*) as total from published_proposal p where ${matching}`.execute(tx);
  return rows[0]?.total ?? 0;
}

function conditions({ cityId, cycleId, ...wishes }: ListWishes): RawBuilder<unknown> {
  const all = [sql`p.city_id = ${cityId} and p.cycle_id = ${cycleId}`];
  if (wishes.stage) all.push(sql`p.stage = ${wishes.stage}`);
  else all.push(sql`p.stage <> 'withdrawn'`);
  if (wishes.districtIds) all.push(sql`p.district_id = any(${[...wishes.districtIds]}::bigint[])`);
  if (wishes.category) all.push(sql`p.category = ${wishes.category}`);
  if (wishes.track) all.push(sql`p.track = ${wishes.track}`);
  if (wishes.search)
    all.push(sql`(p.search @@ ${asked(wishes.search)} or p.folio = ${folioIn(wishes.search)})`);
  return sql.join(all, sql` and `);
}

function asked(search: string): RawBuilder<unknown> {
  return sql`search_query(${search})`;
}

function folioIn(search: string): string {
  return readFolio(search) ?? '';
}

function order({ sort, search }: ListWishes): RawBuilder<unknown> {
  const newest = sql`p.submitted_at desc, p.proposal_id desc`;
  if (sort === 'supported') return sql`p.supports desc, p.imported_supports desc, ${newest}`;
  if (sort === 'relevant' && search) return sql`ts_rank(p.search, ${asked(search)}) desc, ${newest}`;
  return newest;
}

/** A proposal as its public page shows it. */
export interface PublishedProposal extends Omit<ListedProposal, 'beginning' | 'photo'> {
  readonly cycleId: number;
  readonly place: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly problem: string;
  readonly idea: string;
  readonly photos: readonly ProposalPhoto[];
  /** Minor units, once the city has revealed what it costs. */
  readonly cost: number | null;
}

/** A released proposal by its folio; undefined for one that does not exist or is not to be seen. */
export async function publishedProposal(
  tx: Tx,
  cityId: number,
  folio: string,
): Promise<PublishedProposal | undefined> {
  const row = await tx
    .selectFrom('published_proposal')
    .select([
      'proposal_id as proposalId',
      'cycle_id as cycleId',
      'folio',
      'title',
      'problem',
      'idea',
      'place',
      'latitude',
      'longitude',
      'district_id as districtId',
      'zone_id as zoneId',
      'category',
      'track',
      'stage',
      'cost',
      'supports',
      'imported_supports as importedSupports',
      'submitted_at as submittedAt',
      'photos',
    ])
    .where('city_id', '=', cityId)
    .where('folio', '=', folio)
    .executeTakeFirst();
  return row && { ...row, photos: row.photos as ProposalPhoto[] };
}

/** A point of the public map. */
export interface MappedProposal {
  readonly folio: string;
  readonly title: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly stage: PublicStage;
}

/** Every released proposal of the cycle whose author pointed at the map. */
export async function mappedProposals(tx: Tx, cityId: number, cycleId: number): Promise<MappedProposal[]> {
  const rows = await tx
    .selectFrom('published_proposal')
    .select(['folio', 'title', 'latitude', 'longitude', 'stage'])
    .where('city_id', '=', cityId)
    .where('cycle_id', '=', cycleId)
    .where('latitude', 'is not', null)
    .where('stage', '<>', 'withdrawn')
    .orderBy('submitted_at', 'desc')
    .orderBy('proposal_id', 'desc')
    .execute();
  return rows as MappedProposal[];
}

/** What anybody may learn from a folio alone: where a released proposal stands, or that one has arrived. */
export async function publicStatus(
  tx: Tx,
  cityId: number,
  folio: string,
): Promise<PublicStage | 'received' | undefined> {
  const row = await tx
    .selectFrom('proposal')
    .leftJoin('published_proposal as shown', (join) =>
      join.onRef('shown.city_id', '=', 'proposal.city_id').onRef('shown.proposal_id', '=', 'proposal.id'),
    )
    .select('shown.stage')
    .where('proposal.city_id', '=', cityId)
    .where('proposal.folio', '=', folio)
    .executeTakeFirst();
  return row && (row.stage ?? 'received');
}
