import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import type {} from './events.ts';

export interface MakeBooth {
  readonly cityId: number;
  readonly cycleId: number;
  readonly actorId: number;
  readonly now: Date;
  readonly name: string;
  /** Where people find it. */
  readonly place: string;
}

/** Sets up a booth where people vote on paper. @returns its id */
export async function makeBooth(
  tx: Tx,
  { cityId, cycleId, actorId, now, name, place }: MakeBooth,
): Promise<Result<number, 'name-taken'>> {
  const made = await tx
    .insertInto('booth')
    .values({ city_id: cityId, cycle_id: cycleId, name, place })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made) return refuse('name-taken');
  await record(tx, cityId, {
    name: 'booth.made',
    subject: `booth:${made.id}`,
    actorId,
    at: now,
    data: { cycleId, boothId: made.id },
  });
  return ok(made.id);
}
