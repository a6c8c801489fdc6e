import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import type { Day } from '../platform/time.ts';
import type {} from './events.ts';

export interface NewHoliday {
  readonly cityId: number;
  readonly actorId: number;
  readonly now: Date;
  readonly day: Day;
  readonly name: string;
}

/** A day on which no deadline runs; deadlines already given keep their date. */
export async function addHoliday(tx: Tx, input: NewHoliday): Promise<Result<undefined, 'known-day'>> {
  const { cityId, actorId, now, day, name } = input;
  const added = await tx
    .insertInto('holiday')
    .values({ city_id: cityId, day, name })
    .onConflict((conflict) => conflict.doNothing())
    .returning('day')
    .executeTakeFirst();
  if (!added) return refuse('known-day', { day });
  const subject = `city:${cityId}`;
  await record(tx, cityId, { name: 'holiday.added', subject, actorId, at: now, data: { day, name } });
  return ok();
}
