import { createDatabase, type Database } from './database.ts';
import { migrate } from './migrate.ts';
import { assertBoundByPolicies, type DatabaseServer } from './open-server.ts';

/**
 * Brings the schema up to date and opens the application's connections. A server that another process started was
 * migrated by it.
 */
export async function connect(server: DatabaseServer): Promise<Database> {
  if (!server.attached) await migrate(server.ownerUrl);
  await assertBoundByPolicies(server.appUrl);
  return createDatabase(server.appUrl);
}
