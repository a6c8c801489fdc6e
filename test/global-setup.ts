import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { prepareTables } from '../src/platform/db/connect.ts';
import { openServer } from '../src/platform/db/open-server.ts';
import { ensureChromium } from './chromium.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Owner's connection string of the migrated database that every test file gets a copy of. */
    templateDatabaseUrl: string;
  }
}

/** One real PostgreSQL for the whole run, in a folder that goes away with it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  ensureChromium();
  const dataFolder = await mkdtemp(join(tmpdir(), 'cabildo-test-'));
  // Under root the database may run as nobody, who must get in.
  await chmod(dataFolder, 0o755);
  const server = await openServer({ dataFolder }, { durable: false });
  await prepareTables(server.ownerUrl);
  project.provide('templateDatabaseUrl', server.ownerUrl);
  return async () => {
    await server.stop();
    await rm(dataFolder, { recursive: true, force: true });
  };
}
