import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Tx } from '../../platform/db/database.ts';
import { cleanLine } from '../clean-text.ts';

export const queueStates = ['waiting', 'held', 'released'] as const;
export type QueueState = (typeof queueStates)[number];

export const queuePageSize = 50;

/** Everything that narrows the queue lives in the address and is never lost by an act. */
export const queueFilter = z.object({
  state: z.enum(queueStates).catch('waiting').default('waiting'),
  q: z.string().max(200).transform(cleanLine).catch('').default(''),
  page: z.coerce.number().int().min(1).max(10_000).catch(1).default(1),
});
export type QueueFilter = z.infer<typeof queueFilter>;

/** The filter as it stands in an address: '?state=held&q=parque'. */
export function queueQuery({ state, q, page }: QueueFilter, page1?: number): string {
  const query = new URLSearchParams();
  if (state !== 'waiting') query.set('state', state);
  if (q) query.set('q', q);
  if ((page1 ?? page) > 1) query.set('page', String(page1 ?? page));
  const text = query.toString();
  return text && `?${text}`;
}

export interface QueuedProposal {
  readonly id: number;
  readonly folio: string;
  readonly title: string;
  readonly problem: string;
  readonly idea: string;
  readonly place: string;
  readonly districtId: number;
  readonly category: string;
  readonly submittedAt: Date;
  readonly photos: number;
}

/** One page of the queue, the longest waiting first, and how many there are in each state. */
export async function releaseQueue(
  tx: Tx,
  cityId: number,
  cycleId: number,
  filter: QueueFilter,
): Promise<{ rows: QueuedProposal[]; counts: Record<QueueState, number> }> {
  const { rows: counted } = await sql<{ state: QueueState; count: number }>`
    select state, count(*) as count from (${states(cityId, cycleId, filter.q)}) queue group by state`.execute(
    tx,
  );
  const countOf = (state: QueueState) => counted.find((one) => one.state === state)?.count ?? 0;
  const { rows } = await sql<QueuedProposal>`
    select p.id, p.folio, v.title, v.problem, v.idea, coalesce(p.place, '') as place, p.district_id as "districtId",
      p.category, p.submitted_at as "submittedAt",
      (select count(*) from proposal_photo f where f.city_id = p.city_id and f.proposal_id = p.id and f.removed_at is null)
        as photos
    from (${states(cityId, cycleId, filter.q)}) queue
    join proposal p on p.city_id = ${cityId} and p.id = queue.id
    join proposal_version v on v.city_id = p.city_id and v.proposal_id = p.id and v.version = queue.version
    where queue.state = ${filter.state}
    order by p.submitted_at, p.id limit ${queuePageSize} offset ${(filter.page - 1) * queuePageSize}`.execute(
    tx,
  );
  return {
    rows,
    counts: { waiting: countOf('waiting'), held: countOf('held'), released: countOf('released') },
  };
}

/** The neighbours of a proposal among those in the same state; null at the ends. */
export async function neighbours(
  tx: Tx,
  cityId: number,
  cycleId: number,
  filter: QueueFilter,
  id: number,
): Promise<{ previous: number | null; next: number | null }> {
  const { rows } = await sql<{ id: number }>`
    select queue.id from (${states(cityId, cycleId, filter.q)}) queue
    join proposal p on p.city_id = ${cityId} and p.id = queue.id
    where queue.state = ${filter.state} or queue.id = ${id} order by p.submitted_at, p.id`.execute(tx);
  const at = rows.findIndex((row) => row.id === id);
  return { previous: rows[at - 1]?.id ?? null, next: rows[at + 1]?.id ?? null };
}

/** Each proposal that was not withdrawn, with its last version and what was last decided about it being seen. */
function states(cityId: number, cycleId: number, search: string): RawBuilder<unknown> {
  const asked = sql`and (p.folio ilike ${`%${search.replace(/[%_\\]/g, '\\$&')}%`}
    or search_words(v.title || ' ' || v.problem || ' ' || v.idea) @@ search_query(${search}))`;
  return sql`
    select p.id, v.version, coalesce(last.decision, 'waiting') as state
    from proposal p
    join lateral (
      select * from proposal_version v where v.city_id = p.city_id and v.proposal_id = p.id
      order by v.version desc limit 1) v on true
    left join lateral (
      select r.decision from proposal_release r where r.city_id = p.city_id and r.proposal_id = p.id
      order by r.nth desc limit 1) last on true
    where p.city_id = ${cityId} and p.cycle_id = ${cycleId}
      and not exists (select from proposal_withdrawal w where w.city_id = p.city_id and w.proposal_id = p.id)
      ${search ? asked : sql``}`;
}
