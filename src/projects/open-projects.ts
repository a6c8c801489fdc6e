import './events.ts';
import { cycleById } from '../cycle/cycle-queries.ts';
import type { Tx } from '../platform/db/database.ts';
import { type Happened, record, subscribe } from '../platform/events/events.ts';
import { lostProjects } from './project-queries.ts';

/**
 * A published result opens a project for each winner, in the result's own transaction. A correction opens those that are
 * missing; a project that the corrected result no longer names stays on the record, marked as without effect, and counts
 * again if a later correction names it again.
 */
export const openProjectsOnResult = subscribe({
  event: 'results.published',
  name: 'projects.open',
  when: 'together',
  run: openProjects,
});

async function openProjects(
  tx: Tx,
  { cityId, data, actorId, at }: Happened<'results.published'>,
): Promise<void> {
  const cycle = await cycleById(tx, cityId, data.cycleId);
  if (!cycle) throw new Error(`a result of the unknown cycle ${data.cycleId}`);
  await followCorrection(tx, cityId, cycle.id, data, at);
  let { taken } = await tx
    .selectFrom('project')
    .select((select) => select.fn.countAll<number>().as('taken'))
    .where('city_id', '=', cityId)
    .where('cycle_id', '=', cycle.id)
    .executeTakeFirstOrThrow();
  for (const winner of data.winners) {
    const code = `${cycle.blueprint.cycle.prefix}-P${String(taken + 1).padStart(3, '0')}`;
    const project = await tx
      .insertInto('project')
      .values({
        city_id: cityId,
        cycle_id: cycle.id,
        candidate_id: winner.candidateId,
        code,
        title: winner.title,
        promised: winner.cost,
        department_id: winner.departmentId,
        opened_at: at,
      })
      .onConflict((conflict) => conflict.columns(['city_id', 'candidate_id']).doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!project) continue;
    taken += 1;
    await record(tx, cityId, {
      name: 'project.opened',
      subject: `project:${project.id}`,
      actorId,
      at,
      data: { projectId: project.id, code, title: winner.title },
    });
  }
}

/** Writes down which of the projects opened so far this publication takes out of effect, or back into it. */
async function followCorrection(
  tx: Tx,
  cityId: number,
  cycleId: number,
  { winners, publicationId }: Happened<'results.published'>['data'],
  at: Date,
): Promise<void> {
  const won = new Set(winners.map(({ candidateId }) => candidateId));
  const opened = await tx
    .selectFrom('project')
    .select(['id', 'candidate_id'])
    .where('city_id', '=', cityId)
    .where('cycle_id', '=', cycleId)
    .execute();
  const lost = await lostProjects(tx, cityId, cycleId);
  for (const { id, candidate_id } of opened) {
    if (lost.has(id) !== won.has(candidate_id)) continue;
    const act = won.has(candidate_id) ? 'restored' : 'lost';
    await tx
      .insertInto('project_correction')
      .values({ city_id: cityId, project_id: id, publication_id: publicationId, act, at })
      .execute();
  }
}
