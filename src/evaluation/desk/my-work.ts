import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { departmentsOf } from '../../platform/http/viewer.ts';
import type { Day } from '../../platform/time.ts';
import type { CaseState } from '../case.ts';
import { visibleCases } from '../evaluation-policy.ts';
import { type FilterPlace, overdueOpinion } from './case-filter.ts';
import { shownTitle } from './case-list-query.ts';

export type StateCounts = Readonly<Record<CaseState, number>>;

/** How many cases the viewer sees in each state, and in how many somebody's answer is late. */
export async function countCases(
  tx: Tx,
  { cityId, cycleId, viewer, today }: FilterPlace,
): Promise<{ readonly states: Partial<StateCounts>; readonly overdue: number }> {
  const counted = await sql<{ state: CaseState; count: number; overdue: number }>`
    select c.state, count(*) as count, count(*) filter (where c.state = 'with_departments' and exists (
      select from opinion o where o.city_id = c.city_id and o.case_id = c.id and ${overdueOpinion(today)})) as overdue
    from evaluation_case c
    where c.city_id = ${cityId} and c.cycle_id = ${cycleId} and ${visibleCases(viewer)}
    group by c.state`.execute(tx);
  return {
    states: Object.fromEntries(counted.rows.map((row) => [row.state, row.count])),
    overdue: counted.rows.reduce((sum, row) => sum + row.overdue, 0),
  };
}

export interface WaitingOpinion {
  readonly caseId: number;
  readonly folio: string;
  readonly title: string;
  readonly department: string;
  readonly dueOn: Day | null;
  readonly returned: boolean;
  readonly mine: boolean;
}

/** Opinions that the viewer's departments owe, her own first, then by the day they are due. */
export async function waitingOpinions(
  tx: Tx,
  { cityId, cycleId, viewer }: FilterPlace,
  most: number,
): Promise<{ readonly rows: WaitingOpinion[]; readonly total: number }> {
  const departments = departmentsOf(viewer, 'evaluator');
  if (departments.length === 0) return { rows: [], total: 0 };
  const { rows } = await sql<WaitingOpinion & { total: number }>`
    select c.id as "caseId", p.folio, ${shownTitle} as title, d.name as department,
      to_char(o.due_on, 'YYYY-MM-DD') as "dueOn", o.returned_reason is not null as returned,
      coalesce(o.evaluator_id = ${viewer.personId}, false) as mine, count(*) over () as total
    from opinion o
    join evaluation_case c on c.city_id = o.city_id and c.id = o.case_id
    join proposal p on p.city_id = c.city_id and p.id = c.proposal_id
    join department d on d.city_id = o.city_id and d.id = o.department_id
    where o.city_id = ${cityId} and c.cycle_id = ${cycleId} and o.department_id = any(${departments}::bigint[])
      and o.submitted_at is null and o.taken_back_at is null and c.state = 'with_departments'
    order by mine desc, o.due_on nulls last, c.id
    limit ${most}`.execute(tx);
  return { rows, total: rows[0]?.total ?? 0 };
}

export interface PlannedReveal {
  readonly at: Date;
}

/** When the next decisions of the cycle become public; undefined while nobody has said. */
export async function plannedReveal(
  tx: Tx,
  cityId: number,
  cycleId: number,
): Promise<PlannedReveal | undefined> {
  return tx
    .selectFrom('reveal')
    .select('at')
    .where('city_id', '=', cityId)
    .where('cycle_id', '=', cycleId)
    .where('done_at', 'is', null)
    .executeTakeFirst();
}
