import './events.ts';
import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import type { Day } from '../platform/time.ts';
import { lockProject } from './plan-project.ts';

export const moneyKinds = ['approved', 'committed', 'accrued', 'paid'] as const;
export type MoneyKind = (typeof moneyKinds)[number];

export interface MoneyInput {
  readonly cityId: number;
  readonly projectId: number;
  readonly kind: MoneyKind;
  /** Minor units. A correction is a negative line of its own: lines are never changed. */
  readonly amount: number;
  readonly concept: string;
  readonly onDay: Day;
  readonly today: Day;
  readonly actorId: number;
  readonly now: Date;
}

/** Writes one line as the treasury reports it; the sums follow from the lines. */
export async function recordMoney(
  tx: Tx,
  input: MoneyInput,
): Promise<Result<number, 'unknown-project' | 'in-future' | 'nothing' | 'below-zero'>> {
  const { cityId, projectId, kind, amount, concept, onDay, today, actorId, now } = input;
  const project = await lockProject(tx, cityId, projectId);
  if (!project) return refuse('unknown-project');
  if (onDay > today) return refuse('in-future');
  if (amount === 0) return refuse('nothing');
  const { sum } = await tx
    .selectFrom('project_money')
    .select((select) => select.fn.coalesce(select.fn.sum<string>('amount'), select.val('0')).as('sum'))
    .where('city_id', '=', cityId)
    .where('project_id', '=', projectId)
    .where('kind', '=', kind)
    .executeTakeFirstOrThrow();
  if (Number(sum) + amount < 0) return refuse('below-zero');
  const { id } = await tx
    .insertInto('project_money')
    .values({
      city_id: cityId,
      project_id: projectId,
      kind,
      amount,
      concept,
      on_day: onDay,
      fiscal_year: Number(onDay.slice(0, 4)),
      entered_by: actorId,
      entered_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await record(tx, cityId, {
    name: 'project.money-recorded',
    subject: `project:${projectId}`,
    actorId,
    at: now,
    data: { projectId, code: project.code, moneyId: id },
  });
  return ok(id);
}
