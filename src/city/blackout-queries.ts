import { type Blackout, type BlackoutStops, pausedDays, type Quiet, quietAt } from '../platform/blackout.ts';
import type { Tx } from '../platform/db/database.ts';
import type { WorkCalendar } from '../platform/time.ts';
import { workCalendar } from './city-queries.ts';

/** Every blackout of the city as it stands now, the latest first; cancelled ones too. */
export async function blackoutsOf(tx: Tx, cityId: number): Promise<Blackout[]> {
  const rows = await tx
    .selectFrom('blackout_act')
    .distinctOn('blackout_id')
    .select(['blackout_id', 'act', 'from_day', 'to_day', 'law', 'stops', 'at'])
    .where('city_id', '=', cityId)
    .orderBy('blackout_id')
    .orderBy('id', 'desc')
    .execute();
  return rows
    .map(({ blackout_id, act, from_day, to_day, law, stops, at }) => ({
      id: blackout_id,
      from: from_day,
      to: to_day,
      law,
      stops: stops as unknown as BlackoutStops,
      cancelledAt: act === 'cancelled' ? at : null,
    }))
    .sort((one, other) => (one.from < other.from ? 1 : -1));
}

/** What stands still now, as the database knows it; pages may ask the city's facts, which are some seconds older. */
export async function quietNow(tx: Tx, cityId: number, now: Date): Promise<Quiet | undefined> {
  const blackouts = await blackoutsOf(tx, cityId);
  return blackouts.length === 0 ? undefined : quietAt(blackouts, await zoneOfTime(tx, cityId), now);
}

/** What deadlines count: the city's working days without those of blackouts that pause the clocks. */
export async function deadlineCalendar(tx: Tx, cityId: number): Promise<WorkCalendar> {
  const calendar = await workCalendar(tx, cityId);
  const blackouts = await blackoutsOf(tx, cityId);
  if (blackouts.length === 0) return calendar;
  const paused = pausedDays(blackouts, await zoneOfTime(tx, cityId));
  return { ...calendar, holidays: new Set([...calendar.holidays, ...paused]) };
}

export interface BlackoutAct {
  readonly act: 'announced' | 'changed' | 'cancelled';
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly by: string | null;
  readonly at: Date;
}

/** All that was said about each blackout, oldest first. */
export async function blackoutHistory(tx: Tx, cityId: number): Promise<Map<number, BlackoutAct[]>> {
  const rows = await tx
    .selectFrom('blackout_act as a')
    .leftJoin('person_contact as c', (join) =>
      join.onRef('c.city_id', '=', 'a.city_id').onRef('c.person_id', '=', 'a.done_by'),
    )
    .select(['a.blackout_id', 'a.act', 'a.from_day', 'a.to_day', 'a.reason', 'a.at', 'c.name'])
    .where('a.city_id', '=', cityId)
    .orderBy('a.id')
    .execute();
  const history = new Map<number, BlackoutAct[]>();
  for (const { blackout_id, act, from_day, to_day, reason, at, name } of rows) {
    const line = { act, from: from_day, to: to_day, reason, by: name, at };
    history.set(blackout_id, [...(history.get(blackout_id) ?? []), line]);
  }
  return history;
}

export async function zoneOfTime(tx: Tx, cityId: number): Promise<string> {
  const { time_zone } = await tx
    .selectFrom('city')
    .select('time_zone')
    .where('city_id', '=', cityId)
    .executeTakeFirstOrThrow();
  return time_zone;
}
