import { CompiledQuery, sql } from 'kysely';
import pg from 'pg';
import { PgBoss } from 'pg-boss';
import type { Database, Tx } from '../db/database.ts';
import { type Deliver, hear } from '../events/events.ts';

const schema = 'queue';
const deliveries = 'deliver-event';
const supervisionSeconds = 60;

export interface Delivery {
  readonly listener: string;
  readonly cityId: number;
  readonly eventId: number;
}

/** Makes or upgrades the queue's own tables; run as the owner, after the migrations. */
export async function prepareQueue(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema,
    createSchema: false,
    schedule: false,
    max: 2,
  });
  boss.on('error', () => {});
  await boss.start();
  // Twelve tries with growing waits reach over a night: a listener that fails for a day is looked at by a person.
  await boss.createQueue(deliveries, {
    retryLimit: 12,
    retryDelay: 2,
    retryBackoff: true,
    expireInSeconds: 300,
  });
  await boss.stop({ graceful: false });
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query(
      `grant select, insert, update, delete on all tables in schema ${schema} to cabildo_app`,
    );
    await owner.query(`grant usage, select on all sequences in schema ${schema} to cabildo_app`);
    await owner.query(`grant execute on all functions in schema ${schema} to cabildo_app`);
  } finally {
    await owner.end();
  }
}

/** What the worker has still to deliver, for a backup: city, event and listener, in an order that does not change. */
export const waitingDeliveries = `
  select (data ->> 'cityId')::int as city_id, (data ->> 'eventId')::bigint as event_id, data ->> 'listener' as listener
  from ${schema}.job where name = '${deliveries}' and state in ('created', 'retry', 'active')
  order by 1, 2, (data ->> 'listener') collate "C"`;

/** Puts deliveries of a backup into the queue, in the transaction that `client` is in. */
export async function putBackDeliveries(client: pg.Client, waiting: readonly Delivery[]): Promise<void> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => client.query(text, values as unknown[]) },
    schema,
    migrate: false,
    createSchema: false,
    supervise: false,
    schedule: false,
  });
  boss.on('error', () => {});
  await boss.start();
  await boss.insert(
    deliveries,
    waiting.map((data) => ({ data })),
  );
  await boss.stop({ graceful: false });
}

/** How much the worker has before it, for who watches over it. */
export async function queueState(
  tx: Tx,
): Promise<{ waiting: number; failed: number; oldestSeconds: number }> {
  const { rows } = await sql<{ waiting: number; failed: number; oldestSeconds: number }>`
    select count(*) filter (where state in ('created', 'retry', 'active'))::float8 as waiting,
      count(*) filter (where state = 'failed')::float8 as failed,
      coalesce(extract(epoch from now() - min(created_on) filter (where state in ('created', 'retry', 'active'))), 0)::float8
        as "oldestSeconds"
    from queue.job where name = ${deliveries}`.execute(tx);
  return rows[0] ?? { waiting: 0, failed: 0, oldestSeconds: 0 };
}

export interface Queue {
  /** Puts a delivery into the queue inside the act's own transaction: with the act, or not at all. */
  readonly deliver: Deliver;
  /** Hears deliveries until stopped; a listener that throws is tried again later. */
  readonly hearAll: (onError: (error: Error, listener: string) => void) => Promise<void>;
  /** Gives deliveries back that a killed worker had in hand; `hearAll` does it every minute. */
  readonly giveBack: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Joins the queue as the application; its tables must have been prepared. */
export async function openQueue(db: Database): Promise<Queue> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => db.pool.query(text, values as unknown[]) },
    schema,
    migrate: false,
    createSchema: false,
    supervise: false,
    schedule: false,
  });
  boss.on('error', () => {});
  await boss.start();
  let supervision: NodeJS.Timeout | undefined;
  const giveBack = () => boss.supervise(deliveries);
  return {
    deliver: async (tx, listener, cityId, eventId) => {
      await boss.send(deliveries, { listener, cityId, eventId } satisfies Delivery, { db: within(tx) });
    },
    hearAll: async (onError) => {
      supervision ??= setInterval(() => {
        giveBack().catch((error: Error) => onError(error, 'the queue'));
      }, supervisionSeconds * 1000).unref();
      await boss.work<Delivery>(
        deliveries,
        { batchSize: 50, pollingIntervalSeconds: 0.5, perJobResults: false },
        async (jobs) => {
          for (const job of jobs) await hearOne(boss, db, job, onError);
        },
      );
    },
    giveBack,
    stop: async () => {
      clearInterval(supervision);
      await boss.stop({ graceful: true, timeout: 5_000 });
    },
  };
}

/** Each job of a batch succeeds or fails by itself: one letter that cannot be written keeps no other back. */
async function hearOne(
  boss: PgBoss,
  db: Database,
  job: { id: string; data: Delivery },
  onError: (error: Error, listener: string) => void,
): Promise<void> {
  const { listener, cityId, eventId } = job.data;
  try {
    await db.inCity(cityId, (tx) => hear(tx, listener, cityId, eventId));
  } catch (error) {
    onError(error as Error, listener);
    await boss.fail(deliveries, job.id, { message: (error as Error).message });
  }
}

function within(tx: Tx) {
  return {
    executeSql: async (text: string, values?: unknown[]) => {
      const { rows } = await tx.executeQuery(CompiledQuery.raw(text, values ? [...values] : []));
      return { rows: rows as never[] };
    },
  };
}
