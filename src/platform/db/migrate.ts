import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { OperatorError } from '../process/operator-error.ts';
import { rootFolder } from '../process/root-folder.ts';

const migrationsFolder = join(rootFolder(), 'db', 'migrations');

const fileName = /^\d{8}_[a-z0-9_]+\.sql$/;
/** Any number that no other program of ours uses: two starts at once migrate one after the other. */
const migrationLock = 7_130_042;

/**
 * Applies the SQL files of `folder` that the database has not seen, in the order of their names, each in a
 * transaction of its own. Files are never changed after they were applied.
 *
 * @param ownerUrl connection of the role that owns the tables
 * @param only the names to apply, for a schema as an older release knew it; all when left out
 * @returns the names of the files applied now
 */
export async function migrate(
  ownerUrl: string,
  folder = migrationsFolder,
  only?: ReadonlySet<string>,
): Promise<string[]> {
  const files = (await migrationFiles(folder)).filter(({ name }) => !only || only.has(name));
  const client = new pg.Client({ connectionString: ownerUrl });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(`select pg_advisory_lock(${migrationLock})`);
    const seen = await appliedMigrations(client);
    const applied: string[] = [];
    for (const { name, text, checksum } of files) {
      const before = seen.get(name);
      if (before === checksum) continue;
      if (before !== undefined) {
        throw new OperatorError(
          `${name} was changed after this database had applied it: put the old text back and write a new migration.`,
        );
      }
      await apply(client, name, text, checksum);
      applied.push(name);
    }
    return applied;
  } finally {
    await client.end();
  }
}

/** The migrations of this release in their order; the checksum is the SHA-256 of the text. */
export async function migrationFiles(
  folder = migrationsFolder,
): Promise<{ name: string; text: string; checksum: string }[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const wrong = names.find((name) => !fileName.test(name));
  if (wrong) throw new OperatorError(`${wrong}: a migration is named YYYYMMDD_what_it_says.sql`);
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8');
      return { name, text, checksum: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

export async function appliedMigrations(client: pg.Client): Promise<Map<string, string>> {
  const { rows: known } = await client.query<{ exists: boolean }>(
    `select to_regclass('directory.migration') is not null as exists`,
  );
  if (!known[0]?.exists) return new Map();
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from directory.migration',
  );
  return new Map(rows.map(({ name, checksum }) => [name, checksum]));
}

async function apply(client: pg.Client, name: string, text: string, checksum: string): Promise<void> {
  await client.query('begin');
  try {
    await client.query(text);
    await client.query('insert into directory.migration (name, checksum) values ($1, $2)', [name, checksum]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    if (!(error instanceof pg.DatabaseError)) throw error;
    const at = Number(error.position ?? Number.NaN);
    const line = Number.isNaN(at) ? '' : ` line ${text.slice(0, at).split('\n').length}`;
    throw new OperatorError(
      `Migration ${name}${line}: ${error.message}${error.detail ? ` (${error.detail})` : ''}`,
    );
  }
}
