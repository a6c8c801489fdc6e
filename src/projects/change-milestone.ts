import './events.ts';
import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import type { Day } from '../platform/time.ts';
import { lockProject } from './plan-project.ts';

interface MilestoneInput {
  readonly cityId: number;
  readonly milestoneId: number;
  /** What the public reads beside the change. */
  readonly reason: string;
  readonly today: Day;
  readonly actorId: number;
  readonly now: Date;
}

type Refused = 'unknown-milestone' | 'already-done' | 'unchanged' | 'in-past' | 'in-future' | 'earlier-open';

/** Moves the day that the city expects, with the reason; the first promise is never touched. */
export async function moveMilestone(
  tx: Tx,
  input: MilestoneInput & { readonly expectedOn: Day },
): Promise<Result<undefined, Refused>> {
  const found = await find(tx, input);
  if (!found) return refuse('unknown-milestone');
  const { milestone, project } = found;
  if (milestone.done_on !== null) return refuse('already-done');
  if (milestone.expected_on === input.expectedOn) return refuse('unchanged');
  if (input.expectedOn < input.today) return refuse('in-past');
  await change(tx, input, 'expected_on', milestone.expected_on, input.expectedOn);
  const { cityId, actorId, now, reason } = input;
  await record(tx, cityId, {
    name: 'project.date-changed',
    subject: `project:${project.id}`,
    actorId,
    at: now,
    data: { projectId: project.id, code: project.code, title: project.title, stage: milestone.stage, reason },
  });
  return ok();
}

/** Says that a stage was finished on a day that has come. Stages are finished in their order. */
export async function finishMilestone(
  tx: Tx,
  input: MilestoneInput & { readonly doneOn: Day },
): Promise<Result<undefined, Refused>> {
  const found = await find(tx, input);
  if (!found) return refuse('unknown-milestone');
  const { milestone, project } = found;
  if (milestone.done_on !== null) return refuse('already-done');
  if (input.doneOn > input.today) return refuse('in-future');
  const earlier = await tx
    .selectFrom('milestone')
    .select('stage')
    .where('city_id', '=', input.cityId)
    .where('project_id', '=', project.id)
    .where('position', '<', milestone.position)
    .where('done_on', 'is', null)
    .executeTakeFirst();
  if (earlier) return refuse('earlier-open', { stage: earlier.stage });
  await change(tx, input, 'done_on', null, input.doneOn);
  await record(tx, input.cityId, {
    name: 'project.stage-done',
    subject: `project:${project.id}`,
    actorId: input.actorId,
    at: input.now,
    data: {
      projectId: project.id,
      code: project.code,
      title: project.title,
      stage: milestone.stage,
      day: input.doneOn,
    },
  });
  return ok();
}

async function find(tx: Tx, { cityId, milestoneId }: MilestoneInput) {
  const of = await tx
    .selectFrom('milestone')
    .select('project_id')
    .where('city_id', '=', cityId)
    .where('id', '=', milestoneId)
    .executeTakeFirst();
  const project = of && (await lockProject(tx, cityId, of.project_id));
  if (!project) return undefined;
  const milestone = await tx
    .selectFrom('milestone')
    .selectAll()
    .where('city_id', '=', cityId)
    .where('id', '=', milestoneId)
    .executeTakeFirstOrThrow();
  return { milestone, project };
}

async function change(
  tx: Tx,
  { cityId, milestoneId, reason, actorId, now }: MilestoneInput,
  field: 'expected_on' | 'done_on',
  was: Day | null,
  day: Day,
): Promise<void> {
  await tx
    .updateTable('milestone')
    .set(field === 'done_on' ? { done_on: day } : { expected_on: day })
    .where('city_id', '=', cityId)
    .where('id', '=', milestoneId)
    .execute();
  await tx
    .insertInto('milestone_change')
    .values({
      city_id: cityId,
      milestone_id: milestoneId,
      field,
      was,
      now_is: day,
      reason,
      done_by: actorId,
      at: now,
    })
    .execute();
}
