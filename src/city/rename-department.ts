import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import type {} from './events.ts';

export interface DepartmentName {
  readonly cityId: number;
  readonly actorId: number;
  readonly now: Date;
  readonly departmentId: number;
  readonly name: string;
}

export async function renameDepartment(tx: Tx, input: DepartmentName): Promise<Result<undefined, 'missing'>> {
  const { cityId, actorId, now, departmentId, name } = input;
  const renamed = await tx
    .updateTable('department')
    .set({ name })
    .where('city_id', '=', cityId)
    .where('id', '=', departmentId)
    .returning('id')
    .executeTakeFirst();
  if (!renamed) return refuse('missing');
  const subject = `department:${departmentId}`;
  const data = { departmentId, name };
  await record(tx, cityId, { name: 'department.renamed', subject, actorId, at: now, data });
  return ok();
}
