import { sql } from 'kysely';
import type { Database } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import type { CityFacts } from '../platform/http/city.ts';
import { buildPractice } from './build/build-practice.ts';
import type {} from './events.ts';
import { lastOrder, type OrderView, practiceSpaceOf } from './practice-queries.ts';

/**
 * Does what living cities have ordered for their practice spaces, for the worker. Whatever stands there is deleted first,
 * so a space that was half made when the worker died is made again from nothing.
 *
 * @returns whether the list of cities has changed
 */
export async function tendPracticeSpaces(db: Database, cities: readonly CityFacts[]): Promise<boolean> {
  let changed = false;
  for (const city of cities) {
    if (city.practice) continue;
    const order = await db.inCity(city.id, (tx) => lastOrder(tx, city.id), { readOnly: true });
    if (order && !order.doneAt) changed = (await carryOut(db, city, order)) || changed;
  }
  return changed;
}

/** One worker at a time: the transaction that holds the order's lock stays open until all is done. */
async function carryOut(db: Database, city: CityFacts, order: OrderView): Promise<boolean> {
  return db.inCity(city.id, async (tx) => {
    const { rows } = await sql<{ mine: boolean }>`
      select pg_try_advisory_xact_lock(hashtext('practice'), ${city.id}) as mine`.execute(tx);
    const now = new Date();
    if (!rows[0]?.mine || (await lastOrder(tx, city.id))?.doneAt) return false;
    let failed: string | null = null;
    try {
      await wipe(db, city.id);
      if (order.wish !== 'remove') await buildPractice(db, city, order, now);
    } catch (error) {
      failed = (error as Error).message.slice(0, 500);
      console.error(`The practice space of ${city.slug} could not be made: ${failed}`);
      await wipe(db, city.id);
    }
    await tx
      .updateTable('practice_order')
      .set({ done_at: now, failed })
      .where('city_id', '=', city.id)
      .where('id', '=', order.id)
      .execute();
    await record(tx, city.id, {
      name: 'practice.done',
      subject: `city:${city.id}`,
      actorId: null,
      at: now,
      data: { orderId: order.id, wish: order.wish, failed },
    });
    return true;
  });
}

/** The database itself refuses to do this to a living city. */
async function wipe(db: Database, livingId: number): Promise<void> {
  await db.outside(async (tx) => {
    const space = await practiceSpaceOf(tx, livingId);
    if (space) await sql`select wipe_practice_space(${space.id})`.execute(tx);
  });
}
