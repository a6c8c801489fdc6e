import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import type {} from './events.ts';
import { votingOf } from './voting-phase.ts';

export interface CheckIn {
  readonly cityId: number;
  /** The officer. */
  readonly actorId: number;
  readonly now: Date;
  readonly boothId: number;
  readonly personId: number;
}

export type CheckInRefusal = 'no-booth' | 'not-open' | 'not-on-roll' | 'already-checked-in';

/**
 * Hands a person the papers of her district: from here on the web is closed to her, and envelopes that she cast there end
 * with the reason 'paper' (the database does that, for whatever writes a check-in). Refused where she took paper before:
 * `booth` says where.
 * @returns the roll entry's id
 */
export async function checkIn(tx: Tx, act: CheckIn): Promise<Result<number, CheckInRefusal>> {
  const { cityId, actorId, now, boothId, personId } = act;
  const booth = await tx
    .selectFrom('booth')
    .select('cycle_id')
    .where('city_id', '=', cityId)
    .where('id', '=', boothId)
    .executeTakeFirst();
  if (!booth) return refuse('no-booth');
  const voting = await votingOf(tx, cityId, booth.cycle_id, now);
  if (voting?.phase?.state !== 'open') return refuse('not-open');
  const entry = await tx
    .selectFrom('roll_entry')
    .select('id')
    .where('city_id', '=', cityId)
    .where('cycle_id', '=', booth.cycle_id)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  if (!entry) return refuse('not-on-roll');
  const row = { city_id: cityId, roll_entry_id: entry.id, booth_id: boothId, officer_id: actorId, at: now };
  const made = await tx
    .insertInto('check_in')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('roll_entry_id')
    .executeTakeFirst();
  if (!made) return refuse('already-checked-in', { booth: await boothOf(tx, cityId, entry.id) });
  await record(tx, cityId, {
    name: 'voter.checked-in',
    subject: `roll-entry:${entry.id}`,
    actorId,
    at: now,
    data: { rollEntryId: entry.id, boothId },
  });
  return ok(entry.id);
}

async function boothOf(tx: Tx, cityId: number, rollEntryId: number): Promise<string> {
  const row = await tx
    .selectFrom('check_in as c')
    .innerJoin('booth as b', (join) =>
      join.onRef('b.city_id', '=', 'c.city_id').onRef('b.id', '=', 'c.booth_id'),
    )
    .select('b.name')
    .where('c.city_id', '=', cityId)
    .where('c.roll_entry_id', '=', rollEntryId)
    .executeTakeFirstOrThrow();
  return row.name;
}
