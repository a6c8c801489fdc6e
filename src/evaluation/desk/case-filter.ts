import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { z } from 'zod';
import type { Viewer } from '../../platform/http/viewer.ts';
import type { Day } from '../../platform/time.ts';
import { caseStates } from '../case.ts';
import { visibleCases } from '../evaluation-policy.ts';

const id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);

export const sorts = ['opened', '-opened', 'folio', '-folio', 'due', '-due', 'state', '-state'] as const;
export type Sort = (typeof sorts)[number];

/** The filter of the list of cases as it stands in the address. What makes no sense is left out, never an error. */
export const caseFilter = z.object({
  cycle: z.string().max(100).optional().catch(undefined),
  state: z.enum(caseStates).optional().catch(undefined),
  department: id.optional().catch(undefined),
  district: id.optional().catch(undefined),
  category: z.string().min(1).max(100).optional().catch(undefined),
  overdue: z.literal('yes').optional().catch(undefined),
  q: z.string().trim().min(1).max(200).optional().catch(undefined),
  sort: z.enum(sorts).catch('opened').default('opened'),
  page: z.coerce.number().int().min(1).max(10_000).catch(1).default(1),
});
export type CaseFilter = z.infer<typeof caseFilter>;

/** The filter as a query string, '' or '?…', without what is as usual; the same filter gives the same text. */
export function filterQuery(filter: CaseFilter, over: Partial<CaseFilter> = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...filter, ...over })) {
    if (value === undefined || (name === 'page' && value === 1) || (name === 'sort' && value === 'opened'))
      continue;
    query.set(name, String(value));
  }
  const text = query.toString();
  return text && `?${text}`;
}

export function isFiltered({ state, department, district, category, overdue, q }: CaseFilter): boolean {
  return [state, department, district, category, overdue, q].some((value) => value !== undefined);
}

export interface FilterPlace {
  readonly cityId: number;
  readonly cycleId: number;
  readonly viewer: Viewer;
  /** The city's day, for what is overdue. */
  readonly today: Day;
}

/** A question of a department that nobody has answered by its day. */
export function overdueOpinion(today: Day): RawBuilder<SqlBool> {
  return sql<SqlBool>`o.taken_back_at is null and o.submitted_at is null and o.due_on < ${today}::date`;
}

/** The condition over `evaluation_case as c join proposal as p` for a filter, the viewer's own limits included. */
export function matching(
  { cityId, cycleId, viewer, today }: FilterPlace,
  filter: CaseFilter,
): RawBuilder<SqlBool> {
  const parts = [sql<SqlBool>`c.city_id = ${cityId} and c.cycle_id = ${cycleId}`, visibleCases(viewer)];
  if (filter.state) parts.push(sql`c.state = ${filter.state}`);
  if (filter.district) parts.push(sql`p.district_id = ${filter.district}`);
  if (filter.category) parts.push(sql`p.category = ${filter.category}`);
  if (filter.department) {
    parts.push(sql`exists (select from opinion o where o.city_id = c.city_id and o.case_id = c.id
      and o.taken_back_at is null and o.department_id = ${filter.department})`);
  }
  if (filter.overdue) {
    parts.push(sql`c.state = 'with_departments' and exists (select from opinion o
      where o.city_id = c.city_id and o.case_id = c.id and ${overdueOpinion(today)})`);
  }
  if (filter.q) {
    const folio = `%${filter.q.replace(/[\\%_]/g, '\\$&')}%`;
    parts.push(sql`(c.search @@ search_query(${filter.q}) or p.folio ilike ${folio})`);
  }
  return sql<SqlBool>`${sql.join(parts, sql` and `)}`;
}

const keys = {
  opened: sql`c.opened_at`,
  folio: sql`p.folio`,
  due: sql`coalesce((select min(o.due_on) from opinion o where o.city_id = c.city_id and o.case_id = c.id
    and o.taken_back_at is null and o.submitted_at is null), date '9999-12-31')`,
  state: sql`array_position(${sql.lit(`{${caseStates.join(',')}}`)}::text[], c.state)`,
} as const;

/** What the list is sorted by, over `c` and `p`; the case's id decides between equals. */
export function sortKey(sort: Sort): { readonly key: RawBuilder<unknown>; readonly descending: boolean } {
  const descending = sort.startsWith('-');
  return { key: keys[sort.replace('-', '') as keyof typeof keys], descending };
}
