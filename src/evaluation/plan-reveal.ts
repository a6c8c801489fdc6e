import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';

interface Input {
  readonly cityId: number;
  readonly cycleId: number;
  /** The moment at which all decisions signed by then become public. */
  readonly at: Date;
  readonly actorId: number;
  readonly now: Date;
}

/**
 * Sets or moves the moment of the cycle's next reveal. What is signed after it waits for another.
 * `in-the-past`: the moment is not in the future.
 */
export async function planReveal(tx: Tx, input: Input): Promise<Result<undefined, 'in-the-past'>> {
  const { cityId, cycleId, at, actorId, now } = input;
  if (at <= now) return refuse('in-the-past');
  const planned = { at, set_by: actorId, set_at: now };
  await tx
    .insertInto('reveal')
    .values({ city_id: cityId, cycle_id: cycleId, ...planned })
    .onConflict((conflict) =>
      conflict.columns(['city_id', 'cycle_id']).where('done_at', 'is', null).doUpdateSet(planned),
    )
    .execute();
  await record(tx, cityId, {
    name: 'reveal.planned',
    subject: `cycle:${cycleId}`,
    actorId,
    at: now,
    data: { cycleId, at: at.toISOString() },
  });
  return ok();
}
