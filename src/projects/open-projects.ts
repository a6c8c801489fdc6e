import './events.ts';
import { cycleById } from '../cycle/cycle-queries.ts';
import type { Tx } from '../platform/db/database.ts';
import { type Happened, record, subscribe } from '../platform/events/events.ts';

/**
 * A published result opens a project for each winner, in the result's own transaction. A correction opens those that are
 * missing and leaves the others as they are: what was promised stays on the record.
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
