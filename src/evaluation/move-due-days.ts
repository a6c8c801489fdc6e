import { sql } from 'kysely';
import { deadlineCalendar, zoneOfTime } from '../city/blackout-queries.ts';
import { workCalendar } from '../city/city-queries.ts';
import type { Tx } from '../platform/db/database.ts';
import { addWorkingDays, type Day, dayIn, workingDaysBetween } from '../platform/time.ts';

/**
 * Finds the days of all opinions that are still owed anew, when a blackout is announced, changed or taken back: each is due
 * as many working days after the question as it was without any blackout, and days with paused clocks are none.
 * @returns how many have another day now
 */
export async function moveDueDays(tx: Tx, cityId: number): Promise<number> {
  const owed = await tx
    .selectFrom('opinion')
    .select(['id', 'asked_at', 'due_on', 'base_due_on'])
    .where('city_id', '=', cityId)
    .where('submitted_at', 'is', null)
    .where('taken_back_at', 'is', null)
    .where('due_on', 'is not', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  if (owed.length === 0) return 0;
  const timeZone = await zoneOfTime(tx, cityId);
  const plain = await workCalendar(tx, cityId);
  const paused = await deadlineCalendar(tx, cityId);
  const moved: { id: number; due: Day }[] = [];
  for (const { id, asked_at, due_on, base_due_on } of owed) {
    const base = base_due_on ?? due_on;
    if (!base || !asked_at) continue;
    const asked = dayIn(timeZone, asked_at);
    const due = addWorkingDays(paused, asked, workingDaysBetween(plain, asked, base));
    if (due !== due_on) moved.push({ id, due });
  }
  if (moved.length === 0) return 0;
  await sql`
    update opinion o set due_on = new.due, base_due_on = coalesce(o.base_due_on, o.due_on)
    from jsonb_to_recordset(${JSON.stringify(moved)}::jsonb) as new (id bigint, due date)
    where o.city_id = ${cityId} and o.id = new.id`.execute(tx);
  return moved.length;
}
