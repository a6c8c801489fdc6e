import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';

export interface FeasibleProposal {
  readonly proposalId: number;
  readonly folio: string;
  /** As the public reads it. */
  readonly title: string;
  readonly idea: string;
  readonly districtId: number;
  readonly track: string;
  /** Minor units, as signed. */
  readonly cost: number;
  /** The department with the largest part of the cost: the one that would build it. Null where none gave a cost. */
  readonly departmentId: number | null;
}

/** What may stand on a ballot: signed, revealed, feasible, not withdrawn; by folio. */
export async function feasibleProposals(
  tx: Tx,
  cityId: number,
  cycleId: number,
): Promise<FeasibleProposal[]> {
  const { rows } = await sql<FeasibleProposal>`
    select p.id as "proposalId", p.folio, s.title, s.idea, p.district_id as "districtId", p.track, d.cost,
      (select o.department_id
        from opinion o left join cost_line l on l.city_id = o.city_id and l.opinion_id = o.id
        where o.city_id = c.city_id and o.case_id = c.id and o.submitted_at is not null and o.verdict = 'feasible'
        group by o.department_id
        order by sum(l.quantity_milli::numeric * l.unit_price) desc nulls last, o.department_id
        limit 1) as "departmentId"
    from evaluation_case c
    join decision d on d.city_id = c.city_id and d.case_id = c.id and d.revealed_at is not null
    join proposal p on p.city_id = c.city_id and p.id = c.proposal_id
    join published_proposal s on s.city_id = p.city_id and s.proposal_id = p.id
    where c.city_id = ${cityId} and c.cycle_id = ${cycleId} and c.state = 'revealed' and d.outcome = 'feasible'
      and not exists (select from proposal_withdrawal w where w.city_id = p.city_id and w.proposal_id = p.id)
    order by p.folio`.execute(tx);
  return rows;
}
