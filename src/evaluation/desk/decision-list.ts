import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { CaseOutcome } from '../case.ts';
import { visibleCases } from '../evaluation-policy.ts';
import type { FilterPlace } from './case-filter.ts';
import { shownTitle } from './case-list-query.ts';

export interface PreparedDecision {
  readonly caseId: number;
  readonly revision: number;
  readonly folio: string;
  readonly title: string;
  readonly district: string;
  readonly outcome: CaseOutcome;
  readonly cost: number | null;
  readonly preparedAt: Date;
  /** True where the viewer wrote into the case: somebody else must sign it. */
  readonly ownWork: boolean;
}

/** Decisions that wait for a signature, oldest first; only those named when `caseIds` is given. */
export async function preparedDecisions(
  tx: Tx,
  { cityId, cycleId, viewer }: FilterPlace,
  caseIds?: readonly number[],
): Promise<PreparedDecision[]> {
  const named = caseIds ? sql`c.id = any(${[...caseIds]}::bigint[])` : sql`true`;
  const { rows } = await sql<PreparedDecision>`
    select c.id as "caseId", c.revision, p.folio, ${shownTitle} as title, t.name as district, d.outcome, d.cost,
      d.prepared_at as "preparedAt",
      exists (select from case_evaluator e
        where e.city_id = c.city_id and e.case_id = c.id and e.person_id = ${viewer.personId})
      or exists (select from opinion o where o.city_id = c.city_id and o.case_id = c.id and o.taken_back_at is null
        and ${viewer.personId}::bigint in (o.evaluator_id, o.submitted_by)) as "ownWork"
    from evaluation_case c
    join decision d on d.city_id = c.city_id and d.case_id = c.id and d.sent_back_at is null
    join proposal p on p.city_id = c.city_id and p.id = c.proposal_id
    join district t on t.city_id = p.city_id and t.id = p.district_id
    where c.city_id = ${cityId} and c.cycle_id = ${cycleId} and c.state = 'prepared' and ${visibleCases(viewer)}
      and ${named}
    order by d.prepared_at, c.id`.execute(tx);
  return rows;
}
