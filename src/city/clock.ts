import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { type CityFacts, isPlayground } from '../platform/http/city.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import type {} from './events.ts';

/** The city's time: the machine's, plus what a demo has moved it ahead. */
export async function cityNow(tx: Tx, cityId: number): Promise<Date> {
  const row = await tx
    .selectFrom('demo_clock')
    .select(sql<number>`extract(epoch from ahead)::float8`.as('seconds'))
    .where('city_id', '=', cityId)
    .executeTakeFirst();
  return new Date(Date.now() + (row?.seconds ?? 0) * 1000);
}

type Playground = Pick<CityFacts, 'id' | 'demo' | 'practice'>;

/** The clock of pages and jobs. Outside a demo and a practice space no row can move it, even one that a demo once left behind. */
export function clockOf(tx: Tx, city: Playground): Promise<Date> {
  return isPlayground(city) ? cityNow(tx, city.id) : Promise.resolve(new Date());
}

export interface ClockMove {
  readonly city: Playground;
  readonly actorId: number | null;
  /** The moment that the city shall have now. */
  readonly to: Date;
}

/** Moves a demo city or a practice space ahead. Never back: what has happened there would lie in its future. */
export async function moveClock(
  tx: Tx,
  { city, actorId, to }: ClockMove,
): Promise<Result<undefined, 'not-a-demo' | 'backwards'>> {
  if (!isPlayground(city)) return refuse('not-a-demo');
  if (to < (await cityNow(tx, city.id))) return refuse('backwards');
  const ahead = sql<string>`make_interval(secs => ${(to.getTime() - Date.now()) / 1000})`;
  await tx
    .insertInto('demo_clock')
    .values({ city_id: city.id, ahead })
    .onConflict((conflict) => conflict.column('city_id').doUpdateSet({ ahead }))
    .execute();
  await record(tx, city.id, {
    name: 'clock.moved',
    subject: `city:${city.id}`,
    actorId,
    at: to,
    data: { to: to.toISOString() },
  });
  return ok();
}
