import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import type {} from './events.ts';

export interface NewDepartment {
  readonly cityId: number;
  readonly actorId: number | null;
  readonly now: Date;
  /** Short and for ever: blueprints and imports name the department by it. */
  readonly code: string;
  readonly name: string;
}

export async function addDepartment(tx: Tx, input: NewDepartment): Promise<Result<number, 'code-taken'>> {
  const { cityId, actorId, now, code, name } = input;
  const added = await tx
    .insertInto('department')
    .values({ city_id: cityId, code, name })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!added) return refuse('code-taken', { code });
  await record(tx, cityId, {
    name: 'department.added',
    subject: `department:${added.id}`,
    actorId,
    at: now,
    data: { departmentId: added.id, name },
  });
  return ok(added.id);
}
