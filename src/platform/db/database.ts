import pg from 'pg';
import { isStalePlan } from './statement-names.ts';
import { bindTransaction, type Tx } from './transaction.ts';
import { valueTypes } from './value-types.ts';

export type { Tx } from './transaction.ts';

export type Database = {
  /**
   * Runs `work` in one transaction that sees and writes the rows of one city only (row level security). Commits when
   * `work` returns, rolls back when it throws.
   *
   * @param cityId directory.city.id
   */
  inCity: <Value>(
    cityId: number,
    work: (tx: Tx) => Promise<Value>,
    options?: { readOnly?: boolean },
  ) => Promise<Value>;
  /** The same without a city: only the list of cities, sign-in accounts and the job queue have rows here. */
  outside: <Value>(work: (tx: Tx) => Promise<Value>) => Promise<Value>;
  /** Grows with each transaction of this process that may have changed what the city's people see. */
  writes: (cityId: number) => number;
  /** The connections themselves, for libraries that bring their own queries (job queue, sign-in). */
  pool: pg.Pool;
  close: () => Promise<void>;
};

export type DatabaseOptions = {
  /** Connections at most; 10 to 30 serve two processor cores best. */
  connections?: number;
  /** Told of connections that broke while nobody used them; the pool opens new ones by itself. */
  onError?: (error: Error) => void;
};

const everyCity = 0;

/** Opens the pool of connections to `url`; nothing is sent before the first query. */
export function createDatabase(url: string, options: DatabaseOptions = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connections ?? 20,
    types: valueTypes,
    pipeline: true,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
  });
  const onError = options.onError ?? (() => {});
  pool.on('error', onError);
  // A client that breaks while lent out reports to itself as well; without a listener that ends the process.
  pool.on('connect', (client) => client.on('error', onError));
  const writes = new Map<number, number>();
  const wrote = (cityId: number) => writes.set(cityId, (writes.get(cityId) ?? 0) + 1);
  return {
    inCity: (cityId, work, { readOnly = false } = {}) => {
      if (!Number.isSafeInteger(cityId) || cityId < 1) throw new Error(`not a city: ${cityId}`);
      // LOCAL, so that the next user of the connection cannot inherit the city.
      const done = transact(pool, { city: `; set local app.city_id = ${cityId}`, readOnly }, work);
      return readOnly ? done : done.finally(() => wrote(cityId));
    },
    outside: (work) => transact(pool, { city: '', readOnly: false }, work).finally(() => wrote(everyCity)),
    writes: (cityId) => (writes.get(cityId) ?? 0) + (writes.get(everyCity) ?? 0),
    pool,
    close: () => pool.end(),
  };
}

/**
 * The connection sends without waiting for answers (pipeline), so the beginning travels with the first query and a
 * reader does not wait for the end: one round trip for a page with one query, two for a write.
 */
async function transact<Value>(
  pool: pg.Pool,
  { city, readOnly }: { city: string; readOnly: boolean },
  work: (tx: Tx) => Promise<Value>,
): Promise<Value> {
  const client = await pool.connect();
  const { tx, end } = bindTransaction(client);
  const begun = client.query(`begin${readOnly ? ' read only' : ''}${city}`);
  begun.catch(() => {});
  let broken: Error | undefined;
  try {
    const value = await work(tx);
    end();
    await begun;
    const ended = client.query<never>('commit');
    if (readOnly) ended.catch(() => {});
    // PostgreSQL answers COMMIT with ROLLBACK when an error inside was swallowed: nothing was written.
    else if ((await ended).command !== 'COMMIT') {
      throw new Error('the transaction was rolled back: an error inside it was swallowed');
    }
    return value;
  } catch (error) {
    end();
    if (isStalePlan(error)) broken = error as Error;
    await client.query('rollback').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
