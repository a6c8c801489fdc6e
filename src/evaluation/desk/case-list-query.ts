import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { Day } from '../../platform/time.ts';
import type { CaseState } from '../case.ts';
import { type CaseFilter, type FilterPlace, matching, overdueOpinion, sortKey } from './case-filter.ts';

export const pageSize = 50;

export interface CaseRow {
  readonly id: number;
  readonly folio: string;
  readonly title: string;
  readonly state: CaseState;
  readonly openedAt: Date;
  readonly district: string;
  readonly category: string;
  /** Departments that are asked, by name. */
  readonly opinions: readonly {
    readonly department: string;
    readonly submitted: boolean;
    readonly overdue: boolean;
  }[];
  /** The earliest day on which an answer is due; null when nobody is asked or all have answered. */
  readonly dueOn: Day | null;
}

/** The title as staff may read it: what was masked stays masked. */
export const shownTitle = sql<string>`(
  select coalesce(
    (select r.masked from proposal_redaction r
      where r.city_id = v.city_id and r.proposal_id = v.proposal_id and r.version = v.version and r.field = 'title'
      order by r.nth desc limit 1),
    v.title)
  from proposal_version v
  where v.city_id = p.city_id and v.proposal_id = p.id
  order by v.version desc limit 1)`;

/** One page of cases that match, and how many match in all. */
export async function listCases(
  tx: Tx,
  place: FilterPlace,
  filter: CaseFilter,
): Promise<{ readonly rows: CaseRow[]; readonly total: number }> {
  const { key, descending } = sortKey(filter.sort);
  const order = descending ? sql`desc` : sql`asc`;
  const where = matching(place, filter);
  const { rows } = await sql<CaseRow>`
    with found as (
      select c.city_id, c.id, row_number() over (order by ${key} ${order}, c.id ${order}) as place
      from evaluation_case c join proposal p on p.city_id = c.city_id and p.id = c.proposal_id
      where ${where}
      order by place
      limit ${pageSize} offset ${(filter.page - 1) * pageSize}
    )
    select c.id, p.folio, ${shownTitle} as title, c.state, c.opened_at as "openedAt", d.name as district,
      k.name as category, asked.opinions, asked."dueOn"
    from found
    join evaluation_case c on c.city_id = found.city_id and c.id = found.id
    join proposal p on p.city_id = c.city_id and p.id = c.proposal_id
    join district d on d.city_id = p.city_id and d.id = p.district_id
    join category k on k.city_id = p.city_id and k.cycle_id = p.cycle_id and k.code = p.category
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('department', dep.name, 'submitted', o.submitted_at is not null,
          'overdue', coalesce(${overdueOpinion(place.today)}, false)) order by dep.name), '[]') as opinions,
        to_char(min(o.due_on) filter (where o.submitted_at is null), 'YYYY-MM-DD') as "dueOn"
      from opinion o join department dep on dep.city_id = o.city_id and dep.id = o.department_id
      where o.city_id = c.city_id and o.case_id = c.id and o.taken_back_at is null
    ) asked
    order by found.place`.execute(tx);
  const counted = await sql<{ total: number }>`
    select count(*) as total
    from evaluation_case c join proposal p on p.city_id = c.city_id and p.id = c.proposal_id
    where ${where}`.execute(tx);
  return { rows, total: Number(counted.rows[0]?.total ?? 0) };
}

/**
 * The cases before and after one in the order of a filter. The case itself need not match any more: an act may have moved it,
 * and the next one must still come.
 */
export async function neighboursOf(
  tx: Tx,
  place: FilterPlace,
  filter: CaseFilter,
  caseId: number,
): Promise<{ readonly previous: number | null; readonly next: number | null }> {
  const { key, descending } = sortKey(filter.sort);
  const where = matching(place, filter);
  const beside = async (forward: boolean) => {
    const ascending = forward !== descending;
    const { rows } = await sql<{ id: number }>`
      with here as (
        select ${key} as key, c.id from evaluation_case c join proposal p on p.city_id = c.city_id and p.id = c.proposal_id
        where c.city_id = ${place.cityId} and c.id = ${caseId}
      )
      select c.id
      from evaluation_case c join proposal p on p.city_id = c.city_id and p.id = c.proposal_id
      where ${where} and (${key}, c.id) ${ascending ? sql`>` : sql`<`} (select key, id from here)
      order by ${key} ${ascending ? sql`asc` : sql`desc`}, c.id ${ascending ? sql`asc` : sql`desc`}
      limit 1`.execute(tx);
    return rows[0]?.id ?? null;
  };
  return { previous: await beside(false), next: await beside(true) };
}
