import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import type {} from './events.ts';

export type PracticeWish = 'open' | 'reset' | 'remove';

export interface PracticeOrder {
  readonly cityId: number;
  readonly actorId: number;
  readonly now: Date;
  readonly wish: PracticeWish;
  /** Whose rules are copied; not for `remove`. */
  readonly cycleId?: number;
  /** How many invented proposals; 0 to 300. */
  readonly proposals?: number;
  /** person.id of the staff who may enter. */
  readonly guests?: readonly number[];
}

/** Orders a practice space to be made, made anew or removed. The worker does one order of a city after the other. */
export async function orderPractice(
  tx: Tx,
  order: PracticeOrder,
): Promise<Result<number, 'already-ordered'>> {
  const { cityId, actorId, now, wish, cycleId, proposals = 0, guests = [] } = order;
  const made = await tx
    .insertInto('practice_order')
    .values({
      city_id: cityId,
      wish,
      cycle_id: cycleId ?? null,
      proposals,
      guests: [...guests],
      ordered_by: actorId,
      ordered_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made) return refuse('already-ordered');
  await record(tx, cityId, {
    name: 'practice.ordered',
    subject: `city:${cityId}`,
    actorId,
    at: now,
    data: { orderId: made.id, wish },
  });
  return ok(made.id);
}
