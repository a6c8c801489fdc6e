import './events.ts';
import { departmentsOf } from '../city/city-queries.ts';
import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import type { Day } from '../platform/time.ts';

export interface Plan {
  readonly cityId: number;
  readonly projectId: number;
  readonly departmentId: number;
  /** The stages of the blueprint in their order, each with the day on which the city promises to be done. */
  readonly stages: readonly { readonly name: string; readonly promisedOn: Day }[];
  readonly today: Day;
  readonly actorId: number;
  readonly now: Date;
}

/** Publishes the first plan of a project. From here on a date changes only with a reason, and the promise stays. */
export async function planProject(
  tx: Tx,
  { cityId, projectId, departmentId, stages, today, actorId, now }: Plan,
): Promise<
  Result<undefined, 'unknown-project' | 'unknown-department' | 'already-planned' | 'out-of-order' | 'in-past'>
> {
  const project = await lockProject(tx, cityId, projectId);
  if (!project) return refuse('unknown-project');
  const departments = await departmentsOf(tx, cityId);
  if (!departments.some(({ id }) => id === departmentId)) return refuse('unknown-department');
  for (const [position, stage] of stages.entries()) {
    if (stage.promisedOn < today) return refuse('in-past', { stage: stage.name });
    const before = stages[position - 1];
    if (before && stage.promisedOn < before.promisedOn) return refuse('out-of-order', { stage: stage.name });
  }
  const planned = await tx
    .selectFrom('milestone')
    .select('id')
    .where('city_id', '=', cityId)
    .where('project_id', '=', projectId)
    .executeTakeFirst();
  if (planned) return refuse('already-planned');
  await tx
    .updateTable('project')
    .set({ department_id: departmentId })
    .where('city_id', '=', cityId)
    .where('id', '=', projectId)
    .execute();
  for (const [position, { name, promisedOn }] of stages.entries()) {
    await tx
      .insertInto('milestone')
      .values({
        city_id: cityId,
        project_id: projectId,
        stage: name,
        position,
        promised_on: promisedOn,
        expected_on: promisedOn,
      })
      .execute();
  }
  await record(tx, cityId, {
    name: 'project.planned',
    subject: `project:${projectId}`,
    actorId,
    at: now,
    data: { projectId, code: project.code, title: project.title },
  });
  return ok();
}

/** Two people who change the same project go one after the other. */
export async function lockProject(tx: Tx, cityId: number, projectId: number) {
  return tx
    .selectFrom('project')
    .selectAll()
    .where('city_id', '=', cityId)
    .where('id', '=', projectId)
    .forUpdate()
    .executeTakeFirst();
}
