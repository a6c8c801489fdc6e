import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import type { Day } from '../platform/time.ts';
import type {} from './events.ts';

export interface HolidayRemoval {
  readonly cityId: number;
  readonly actorId: number;
  readonly now: Date;
  readonly day: Day;
}

/** Makes a day a working day again. */
export async function removeHoliday(tx: Tx, input: HolidayRemoval): Promise<Result<undefined, 'missing'>> {
  const { cityId, actorId, now, day } = input;
  const removed = await tx
    .deleteFrom('holiday')
    .where('city_id', '=', cityId)
    .where('day', '=', day)
    .returning('name')
    .executeTakeFirst();
  if (!removed) return refuse('missing');
  await record(tx, cityId, {
    name: 'holiday.removed',
    subject: `city:${cityId}`,
    actorId,
    at: now,
    data: { day, name: removed.name },
  });
  return ok();
}
