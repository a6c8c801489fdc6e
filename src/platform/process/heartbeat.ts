import { sql } from 'kysely';
import type { Database } from '../db/database.ts';

export type ProcessKind = 'web' | 'worker';

const beatSeconds = 2;
/** A process that missed this much is dead. */
const aliveSeconds = 7;

/** Writes every 2 s that this process lives, until stopped. A database that is away for a while ends nothing. */
export async function startHeartbeat(
  db: Database,
  kind: ProcessKind,
): Promise<{ stop: () => Promise<void> }> {
  let id = await register(db, kind);
  const beat = async () => {
    const seen = await db.outside((tx) =>
      tx
        .updateTable('directory.process')
        .set({ beat_at: sql<Date>`now()` })
        .where('id', '=', id)
        .executeTakeFirst(),
    );
    if (seen.numUpdatedRows === 0n) id = await register(db, kind);
  };
  let beating = Promise.resolve();
  const timer = setInterval(() => {
    // One at a time, and a failed one is simply missed: /healthz tells.
    beating = beating.then(beat).catch(() => {});
  }, beatSeconds * 1000);
  return {
    stop: async () => {
      clearInterval(timer);
      await beating;
      await db
        .outside((tx) => tx.deleteFrom('directory.process').where('id', '=', id).execute())
        .catch(() => {});
    },
  };
}

async function register(db: Database, kind: ProcessKind): Promise<number> {
  return db.outside(async (tx) => {
    await tx
      .deleteFrom('directory.process')
      .where('beat_at', '<', sql<Date>`now() - interval '1 minute'`)
      .execute();
    const { id } = await tx
      .insertInto('directory.process')
      .values({ kind, pid: process.pid })
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  });
}

/** The process numbers of this kind that wrote within the last seconds. */
async function livingProcesses(db: Database, kind: ProcessKind): Promise<number[]> {
  const rows = await db.outside((tx) =>
    tx
      .selectFrom('directory.process')
      .select('pid')
      .where('kind', '=', kind)
      .where('beat_at', '>', sql<Date>`now() - make_interval(secs => ${aliveSeconds})`)
      .orderBy('id', 'desc')
      .execute(),
  );
  return rows.map(({ pid }) => pid);
}

export type Health = { web: 'up'; worker: 'up' | 'down'; database: 'up' | 'down' };

/** What /healthz says; asked of the database within 2 s. */
export async function readHealth(db: Database): Promise<Health> {
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, 2000, undefined).unref());
  const workers = await Promise.race([livingProcesses(db, 'worker').catch(() => undefined), late]);
  return {
    web: 'up',
    worker: workers !== undefined && workers.length > 0 ? 'up' : 'down',
    database: workers === undefined ? 'down' : 'up',
  };
}
