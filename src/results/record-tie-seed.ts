import './events.ts';
import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import { isOpened } from '../voting/voting-queries.ts';

export interface SeedInput {
  readonly cityId: number;
  readonly cycleId: number;
  /** A public number that nobody could choose: a lottery's draw, dice thrown in front of people. */
  readonly seed: string;
  /** Where everybody can look it up. */
  readonly source: string;
  readonly actorId: number;
  readonly now: Date;
}

/**
 * Records the seed from which ties are drawn, once, before any ballot is opened: whoever could choose it afterwards
 * could choose a winner.
 */
export async function recordTieSeed(
  tx: Tx,
  { cityId, cycleId, seed, source, actorId, now }: SeedInput,
): Promise<Result<undefined, 'already-opened' | 'already-recorded' | 'too-short'>> {
  const text = seed.trim().normalize('NFC');
  if (text.length < 8) return refuse('too-short');
  if (await isOpened(tx, cityId, cycleId)) return refuse('already-opened');
  const row = await tx
    .insertInto('tie_seed')
    .values({
      city_id: cityId,
      cycle_id: cycleId,
      seed: text,
      source,
      recorded_by: actorId,
      recorded_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('seed')
    .executeTakeFirst();
  if (!row) return refuse('already-recorded');
  await record(tx, cityId, {
    name: 'seed.recorded',
    subject: `cycle:${cycleId}`,
    actorId,
    at: now,
    data: { cycleId },
  });
  return ok();
}
