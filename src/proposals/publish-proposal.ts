import { type RawBuilder, sql } from 'kysely';
import { cycleById, phaseOf } from '../cycle/cycle-queries.ts';
import type { Tx } from '../platform/db/database.ts';
import type { OutcomeStage, TextField } from './proposal.ts';

export interface Publication {
  readonly cityId: number;
  readonly cycleId: number;
  readonly proposalIds: readonly number[];
  readonly now: Date;
}

/**
 * Brings what the public may see of some proposals of one cycle in line with what was decided about them: the text
 * after redactions, the photos that were left, the stage as far as it was revealed. A proposal that is not released has
 * no row here. The only writer of `published_proposal` beside the counting of supports.
 */
export async function publishProposals(tx: Tx, input: Publication): Promise<void> {
  if (input.proposalIds.length === 0) return;
  const cycle = await cycleById(tx, input.cityId, input.cycleId);
  const evaluation = cycle && (await phaseOf(tx, cycle, 'evaluation', input.now));
  const first = evaluation && evaluation.opensAt <= input.now ? 'in_evaluation' : 'published';
  const ids = sql`${[...input.proposalIds]}::bigint[]`;
  await sql`
    delete from published_proposal shown
    where city_id = ${input.cityId} and proposal_id = any(${ids}) and ${released(input.cityId, sql`shown.proposal_id`)} is not true`.execute(
    tx,
  );
  await sql`
    insert into published_proposal (
      city_id, proposal_id, cycle_id, folio, track, district_id, zone_id, category, place, latitude, longitude,
      submitted_at, version, title, problem, idea, photos, stage, cost, supports, imported_supports)
    select p.city_id, p.id, p.cycle_id, p.folio, p.track, p.district_id, p.zone_id, p.category, ${shown('place')}, p.latitude,
      p.longitude, p.submitted_at, text.version, ${shown('title')}, ${shown('problem')}, ${shown('idea')},
      ${photos}, case when withdrawal.at is null then coalesce(outcome.stage, ${first}) else 'withdrawn' end, cost.cost,
      (select count(*) from support s where s.city_id = p.city_id and s.proposal_id = p.id), coalesce(imported.amount, 0)
    from proposal p
    join lateral (
      select v.* from proposal_version v where v.city_id = p.city_id and v.proposal_id = p.id
      order by v.version desc limit 1) text on true
    left join proposal_withdrawal withdrawal on withdrawal.city_id = p.city_id and withdrawal.proposal_id = p.id
    left join lateral (
      select o.stage from proposal_outcome o where o.city_id = p.city_id and o.proposal_id = p.id
      order by o.revealed_at desc, array_position(${stageOrder}::text[], o.stage) desc nulls first, o.id desc
      limit 1) outcome on true
    left join lateral (
      select o.cost from proposal_outcome o
      where o.city_id = p.city_id and o.proposal_id = p.id and o.cost is not null
      order by o.revealed_at desc limit 1) cost on true
    left join imported_supports imported on imported.city_id = p.city_id and imported.proposal_id = p.id
    where p.city_id = ${input.cityId} and p.id = any(${ids}) and ${released(input.cityId, sql`p.id`)}
    on conflict (city_id, proposal_id) do update set
      version = excluded.version, place = excluded.place, title = excluded.title, problem = excluded.problem, idea = excluded.idea,
      photos = excluded.photos, stage = excluded.stage, cost = excluded.cost`.execute(tx);
}

/** From the opening of the evaluation on, what was only published is being looked at. */
export async function beginEvaluation(tx: Tx, cityId: number, cycleId: number): Promise<void> {
  await tx
    .updateTable('published_proposal')
    .set({ stage: 'in_evaluation' })
    .where('city_id', '=', cityId)
    .where('cycle_id', '=', cycleId)
    .where('stage', '=', 'published')
    .execute();
}

/** Of two outcomes revealed at one moment, the later step of the cycle; a result is the last, and of two the newer one. */
const stageOrder: OutcomeStage[] = ['feasible', 'infeasible', 'joined', 'on_ballot'];

function released(cityId: number, proposalId: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql`(
    select r.decision = 'released' from proposal_release r
    where r.city_id = ${cityId} and r.proposal_id = ${proposalId}
    order by r.nth desc limit 1)`;
}

/** A field after its last redaction; the place was said once, the other words in the last version. */
function shown(field: TextField): RawBuilder<string> {
  return sql`coalesce((
    select d.masked from proposal_redaction d
    where d.city_id = p.city_id and d.proposal_id = p.id and d.version = text.version and d.field = ${field}
    order by d.nth desc limit 1), ${sql.ref(field === 'place' ? 'p.place' : `text.${field}`)})`;
}

const photos = sql`coalesce((
  select jsonb_agg(jsonb_build_object(
    'fileId', f.id, 'width', f.width, 'height', f.height, 'description', photo.description) order by photo.id)
  from proposal_photo photo join file f on f.city_id = photo.city_id and f.id = photo.file_id
  where photo.city_id = p.city_id and photo.proposal_id = p.id and photo.removed_at is null), '[]')`;
