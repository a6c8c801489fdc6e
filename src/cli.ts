import pg from 'pg';
import { migrate } from './platform/db/migrate.ts';
import { openServer } from './platform/db/open-server.ts';
import { writeSchemaFiles } from './platform/db/schema-files.ts';
import { OperatorError } from './platform/process/operator-error.ts';

async function schema(): Promise<void> {
  const server = await openServer({ dataFolder: process.env.CABILDO_DATA ?? 'var' });
  try {
    await migrate(server.ownerUrl);
    const pool = new pg.Pool({ connectionString: server.ownerUrl });
    pool.on('error', () => {});
    const written = await writeSchemaFiles(pool);
    await pool.end();
    console.log(written.length > 0 ? `Written: ${written.join(', ')}` : 'The schema files are up to date.');
  } finally {
    await server.stop();
  }
}

schema().catch((error: unknown) => {
  console.error(error instanceof OperatorError ? error.message : error);
  process.exitCode = 1;
});
