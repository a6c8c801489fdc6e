import pg from 'pg';
import type { DatabaseServer } from '../db/open-server.ts';
import { OperatorError } from './operator-error.ts';

/** Any number that no other program of ours uses. */
const folderLock = 7_130_043;

/**
 * One city a data folder: takes a lock that ends with this process, whatever way it ends. An external server may serve
 * many processes and needs none.
 */
export async function holdFolder(
  server: DatabaseServer,
  folder: string,
): Promise<{ release: () => Promise<void> }> {
  if (server.kind === 'external') return { release: async () => {} };
  const client = new pg.Client({ connectionString: server.ownerUrl });
  // When the database is restarted the lock is lost; its folder is still ours because the server is.
  client.on('error', () => {});
  await client.connect();
  const { rows } = await client.query<{ taken: boolean }>(
    `select pg_try_advisory_lock(${folderLock}) as taken`,
  );
  const release = () => client.end().catch(() => {});
  if (!rows[0]?.taken) {
    const { rows: others } = await client
      .query<{ pid: number }>(
        `select pid from directory.process where kind = 'web' order by beat_at desc limit 1`,
      )
      .catch(() => ({ rows: [] }));
    await release();
    const who = others[0] ? ` (process ${others[0].pid})` : '';
    throw new OperatorError(
      `Cabildo already runs on ${folder}${who}: use that one, stop it first, or choose another folder with CABILDO_DATA.`,
    );
  }
  if (server.attached) {
    await release();
    throw new OperatorError(
      `Another cabildo command is using the database in ${folder}: start again when it has finished, or choose another folder with CABILDO_DATA.`,
    );
  }
  return { release };
}
