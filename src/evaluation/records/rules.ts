import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { type EvaluationSection, evaluationSection } from '../blueprint.ts';
import type { CostLimits } from '../opinion.ts';

/** The cycle's own rules of evaluation, as they were when the cycle was made. */
export async function evaluationRules(tx: Tx, cityId: number, cycleId: number): Promise<EvaluationSection> {
  const row = await tx
    .selectFrom('cycle')
    .select(sql<unknown>`blueprint->'evaluation'`.as('section'))
    .where('city_id', '=', cityId)
    .where('id', '=', cycleId)
    .executeTakeFirstOrThrow();
  return evaluationSection.parse(row.section);
}

/**
 * What a proposal may cost in its cycle, minor units: no more than its track's highest cost, nor than all the money that its
 * district has for the track; no less than the lowest cost.
 */
export async function costLimits(tx: Tx, cityId: number, proposalId: number): Promise<CostLimits> {
  const row = await tx
    .selectFrom('proposal as p')
    .innerJoin('cycle as c', (join) => join.onRef('c.city_id', '=', 'p.city_id').onRef('c.id', '=', 'p.cycle_id'))
    .leftJoin('allotment as a', (join) =>
      join
        .onRef('a.city_id', '=', 'p.city_id')
        .onRef('a.district_id', '=', 'p.district_id')
        .onRef('a.track', '=', 'p.track'),
    )
    .select([
      'a.amount',
      sql<number | null>`(c.blueprint #>> array['proposals', 'maximumCost', p.track])::bigint`.as('highest'),
      sql<number | null>`(c.blueprint #>> array['proposals', 'minimumCost'])::bigint`.as('lowest'),
    ])
    .where('p.city_id', '=', cityId)
    .where('p.id', '=', proposalId)
    .executeTakeFirstOrThrow();
  const caps = [row.amount, row.highest].filter((cap) => cap !== null);
  return { minimum: row.lowest, maximum: caps.length > 0 ? Math.min(...caps) : null };
}
