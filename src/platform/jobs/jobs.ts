import { sql } from 'kysely';
import type { Database, Tx } from '../db/database.ts';

export interface JobCity {
  readonly id: number;
  readonly timeZone: string;
}

/** Work that the worker does for each city every second: opening phases by the clock, revealing decisions. */
export interface Job {
  readonly name: string;
  readonly every: '@tick';
  /** Runs in a transaction of one city; never twice at once, but again after a crash. `now` is the city's clock. */
  readonly run: (tx: Tx, city: JobCity, now: Date) => Promise<void>;
}

/**
 * Runs every job once for every city. A job that fails is told to `onError` and tried again at the next tick; a job that
 * another worker is doing right now is left to it.
 */
export async function tick<City extends JobCity>(
  db: Database,
  jobs: readonly Job[],
  cities: readonly City[],
  clock: (tx: Tx, city: City) => Promise<Date>,
  onError: (error: Error, job: string) => void,
): Promise<void> {
  for (const city of cities) {
    for (const job of jobs) {
      try {
        await db.inCity(city.id, async (tx) => {
          if (await isMine(tx, job.name, city.id)) await job.run(tx, city, await clock(tx, city));
        });
      } catch (error) {
        onError(error as Error, job.name);
      }
    }
  }
}

async function isMine(tx: Tx, job: string, cityId: number): Promise<boolean> {
  const { rows } = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(hashtext(${job}), ${cityId}) as mine`.execute(tx);
  return rows[0]?.mine ?? false;
}
