import { allotmentsOf, cycleById } from '../../cycle/cycle-queries.ts';
import type { Tx } from '../../platform/db/database.ts';
import type {} from '../../proposals/blueprint.ts';
import type { EvaluationSection } from '../blueprint.ts';
import type { CostLimits } from '../opinion.ts';

/** The cycle's own rules of evaluation, with the values that the city has given since it started. */
export async function evaluationRules(tx: Tx, cityId: number, cycleId: number): Promise<EvaluationSection> {
  const cycle = await cycleById(tx, cityId, cycleId);
  if (!cycle) throw new Error(`no cycle ${cycleId}`);
  return cycle.blueprint.evaluation;
}

/**
 * What a proposal may cost in its cycle, minor units: no more than its track's highest cost, nor than all the money that its
 * district has for the track.
 */
export async function costLimits(tx: Tx, cityId: number, proposalId: number): Promise<CostLimits> {
  const proposal = await tx
    .selectFrom('proposal')
    .select(['cycle_id', 'district_id', 'track'])
    .where('city_id', '=', cityId)
    .where('id', '=', proposalId)
    .executeTakeFirstOrThrow();
  const cycle = await cycleById(tx, cityId, proposal.cycle_id);
  if (!cycle) throw new Error(`no cycle ${proposal.cycle_id}`);
  const allotments = await allotmentsOf(tx, cycle);
  const purse = allotments.find(
    (one) => one.districtId === proposal.district_id && one.track === proposal.track,
  );
  const highest = cycle.blueprint.proposals.maximumCost[proposal.track];
  const caps = [purse?.amount, highest].filter((cap) => typeof cap === 'number');
  return { maximum: caps.length > 0 ? Math.min(...caps) : null };
}
