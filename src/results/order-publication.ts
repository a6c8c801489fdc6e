import { quietNow } from '../city/blackout-queries.ts';
import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import type {} from './events.ts';
import {
  type PublishRefusal,
  type PublishRequest,
  publishResults,
  runsToPublish,
} from './publish-results.ts';

/**
 * Publishes the results, or holds the order where a blackout stops publications: the worker publishes it when that is over.
 * A newer order takes the place of one that is held.
 */
export async function orderPublication(
  tx: Tx,
  request: PublishRequest,
): Promise<Result<'published' | 'held', PublishRefusal>> {
  const done = await publishResults(tx, request);
  if (done.ok) return ok('published');
  if (done.reason !== 'blackout') return refuse(done.reason);
  const ready = await runsToPublish(tx, request);
  if (!ready.ok) return ready;
  const { cityId, cycleId, actorId, now, runIds, reason } = request;
  const before = await tx
    .selectFrom('publication')
    .select('id')
    .where('city_id', '=', cityId)
    .where('cycle_id', '=', cycleId)
    .executeTakeFirst();
  if (before && !reason) return refuse('reason-missing');
  await endHeld(tx, cityId, cycleId, 'replaced', now);
  await tx
    .insertInto('held_publication')
    .values({
      city_id: cityId,
      cycle_id: cycleId,
      run_ids: [...runIds],
      reason: reason ?? null,
      ordered_by: actorId,
      ordered_at: now,
    })
    .execute();
  await record(tx, cityId, {
    name: 'results.held',
    subject: `cycle:${cycleId}`,
    actorId,
    at: now,
    data: { cycleId },
  });
  return ok('held');
}

/** Publishes what was held, once publications may go on; what no longer can be published keeps its reason on the desk. */
export async function publishHeld(tx: Tx, cityId: number, now: Date): Promise<void> {
  const held = await tx
    .selectFrom('held_publication')
    .selectAll()
    .where('city_id', '=', cityId)
    .where('ended_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .skipLocked()
    .execute();
  if (held.length === 0 || (await quietNow(tx, cityId, now))?.publications) return;
  for (const { cycle_id: cycleId, run_ids: runIds, reason, ordered_by: actorId } of held) {
    const done = await publishResults(tx, {
      cityId,
      cycleId,
      runIds: runIds.map(Number),
      actorId,
      now,
      ...(reason !== null && { reason }),
    });
    await endHeld(tx, cityId, cycleId, done.ok ? 'published' : done.reason, now);
  }
}

async function endHeld(tx: Tx, cityId: number, cycleId: number, ended: string, now: Date): Promise<void> {
  await tx
    .updateTable('held_publication')
    .set({ ended, ended_at: now })
    .where('city_id', '=', cityId)
    .where('cycle_id', '=', cycleId)
    .where('ended_at', 'is', null)
    .execute();
}

/** The last order that was held, for the desk: waiting, done, or why it could not be done. */
export async function lastHeld(tx: Tx, cityId: number, cycleId: number) {
  return tx
    .selectFrom('held_publication')
    .select(['ordered_at', 'ended'])
    .where('city_id', '=', cityId)
    .where('cycle_id', '=', cycleId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}
