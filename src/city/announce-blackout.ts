import { sql } from 'kysely';
import { type Blackout, type BlackoutStops, spanOf } from '../platform/blackout.ts';
import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Refusal, type Result, refuse } from '../platform/result.ts';
import { type Day, dayIn } from '../platform/time.ts';
import { blackoutsOf, zoneOfTime } from './blackout-queries.ts';
import type {} from './events.ts';

export interface BlackoutWish {
  readonly cityId: number;
  readonly actorId: number;
  readonly now: Date;
  /** Days of the city's zone, both included. */
  readonly from: Day;
  readonly to: Day;
  readonly law: string;
  readonly stops: BlackoutStops;
  readonly reason: string;
}

export type BlackoutRefusal = 'backwards' | 'in-the-past' | 'no-reason' | 'no-law' | 'stops-nothing';

/**
 * Puts a span of days under a blackout, from today on at the earliest. Two may overlap: the stricter word counts.
 * @returns blackout.id
 */
export async function announceBlackout(tx: Tx, wish: BlackoutWish): Promise<Result<number, BlackoutRefusal>> {
  const { cityId, now } = wish;
  await lockBlackouts(tx, cityId);
  const problem = wishProblem(wish);
  if (problem) return problem;
  if (wish.from < dayIn(await zoneOfTime(tx, cityId), now)) return refuse('in-the-past');
  const { id } = await tx
    .insertInto('blackout')
    .values({ city_id: cityId, made_at: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  await writeAct(tx, id, 'announced', wish);
  return ok(id);
}

export type ChangeRefusal = BlackoutRefusal | 'missing' | 'over' | 'already-begun';

/** Gives a blackout other days or other rules. One that has begun keeps its first day and ends today at the earliest. */
export async function changeBlackout(
  tx: Tx,
  wish: BlackoutWish & { readonly blackoutId: number },
): Promise<Result<undefined, ChangeRefusal>> {
  const { cityId, blackoutId, now } = wish;
  const found = await standing(tx, wish);
  if (!found.ok) return found;
  const problem = wishProblem(wish);
  if (problem) return problem;
  const { blackout, today } = found.value;
  if (blackout.from <= today && wish.from !== blackout.from) return refuse('already-begun');
  if (blackout.from > today && wish.from < today) return refuse('in-the-past');
  if (wish.to < today) return refuse('in-the-past');
  await writeAct(tx, blackoutId, 'changed', { ...wish, cityId, now });
  return ok();
}

/** Takes a blackout back. What it held goes on from now. */
export async function cancelBlackout(
  tx: Tx,
  input: Pick<BlackoutWish, 'cityId' | 'actorId' | 'now' | 'reason'> & { readonly blackoutId: number },
): Promise<Result<undefined, 'missing' | 'over' | 'no-reason'>> {
  if (input.reason.trim() === '') return refuse('no-reason');
  const found = await standing(tx, input);
  if (!found.ok) return found;
  await writeAct(tx, input.blackoutId, 'cancelled', { ...found.value.blackout, ...input });
  return ok();
}

/** Whoever changes blackouts passes here one after the other. */
async function lockBlackouts(tx: Tx, cityId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`blackouts ${cityId}`}, 0))`.execute(tx);
}

async function standing(
  tx: Tx,
  { cityId, blackoutId, now }: { cityId: number; blackoutId: number; now: Date },
): Promise<Result<{ readonly blackout: Blackout; readonly today: Day }, 'missing' | 'over'>> {
  await lockBlackouts(tx, cityId);
  const blackout = (await blackoutsOf(tx, cityId)).find(({ id }) => id === blackoutId);
  if (!blackout) return refuse('missing');
  const timeZone = await zoneOfTime(tx, cityId);
  if (blackout.cancelledAt || spanOf(blackout, timeZone).ends <= now) return refuse('over');
  return ok({ blackout, today: dayIn(timeZone, now) });
}

function wishProblem({
  from,
  to,
  law,
  reason,
  stops,
}: BlackoutWish): Refusal<'backwards' | 'no-law' | 'no-reason' | 'stops-nothing'> | undefined {
  if (to < from) return refuse('backwards');
  if (law.trim() === '') return refuse('no-law');
  if (reason.trim() === '') return refuse('no-reason');
  const stopsSomething =
    stops.phases.length > 0 ||
    stops.publications ||
    stops.images ||
    stops.notices === 'hold' ||
    stops.pages === 'closed' ||
    stops.clocks === 'pause' ||
    stops.evaluation === 'pause';
  return stopsSomething ? undefined : refuse('stops-nothing');
}

async function writeAct(
  tx: Tx,
  blackoutId: number,
  act: 'announced' | 'changed' | 'cancelled',
  { cityId, actorId, now, from, to, law, stops, reason }: BlackoutWish,
): Promise<void> {
  await tx
    .insertInto('blackout_act')
    .values({
      city_id: cityId,
      blackout_id: blackoutId,
      act,
      from_day: from,
      to_day: to,
      law: law.trim(),
      stops: JSON.stringify(stops),
      reason: reason.trim(),
      done_by: actorId,
      at: now,
    })
    .execute();
  await record(tx, cityId, {
    name: `blackout.${act}`,
    subject: `blackout:${blackoutId}`,
    actorId,
    at: now,
    data: { blackoutId, from, to, law: law.trim(), reason: reason.trim() },
  });
}
