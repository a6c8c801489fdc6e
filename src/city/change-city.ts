import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result } from '../platform/result.ts';
import type {} from './events.ts';

export interface CityChange {
  readonly cityId: number;
  readonly actorId: number;
  readonly now: Date;
  readonly name: string;
  /** ISO weekdays that rest, 1 Monday to 7 Sunday. */
  readonly restDays: readonly number[];
}

/** The city's name and its week; other processes see it within seconds. */
export async function changeCity(tx: Tx, input: CityChange): Promise<Result<undefined, never>> {
  const { cityId, actorId, now, name, restDays } = input;
  await tx
    .updateTable('city')
    .set({ name, rest_days: [...restDays] })
    .where('city_id', '=', cityId)
    .execute();
  await tx.updateTable('directory.city').set({ name }).where('id', '=', cityId).execute();
  await record(tx, cityId, {
    name: 'city.changed',
    subject: `city:${cityId}`,
    actorId,
    at: now,
    data: { name },
  });
  return ok();
}
