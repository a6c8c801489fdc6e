import { prepareQueue } from '../jobs/queue.ts';
import { createDatabase, type Database } from './database.ts';
import { migrate } from './migrate.ts';
import { assertBoundByPolicies, type DatabaseServer } from './open-server.ts';

/** Brings our tables and the job queue's own to this release; the names of the migrations applied now. */
export async function prepareTables(ownerUrl: string): Promise<string[]> {
  const applied = await migrate(ownerUrl);
  await prepareQueue(ownerUrl);
  return applied;
}

/**
 * Prepares the tables and opens the application's connections. A server that another process started was prepared by
 * it.
 */
export async function connect(server: DatabaseServer): Promise<Database> {
  if (!server.attached) await prepareTables(server.ownerUrl);
  await assertBoundByPolicies(server.appUrl);
  return createDatabase(server.appUrl);
}
