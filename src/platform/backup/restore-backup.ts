import { once } from 'node:events';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { prepareTables } from '../db/connect.ts';
import { appliedMigrations, migrate } from '../db/migrate.ts';
import { writeFileDurably } from '../files/file-store.ts';
import { type Delivery, prepareQueue, putBackDeliveries } from '../jobs/queue.ts';
import { OperatorError } from '../process/operator-error.ts';
import { readArchive } from './archive.ts';
import { type Checked, unzip } from './check-archive.ts';
import { asOwner, foreignKeys, type StoredTable, storedTables } from './inventory.ts';
import { fileOf, type Header, pieceOf, type TableContents } from './manifest.ts';

export interface RestoreWish {
  readonly ownerUrl: string;
  readonly dataFolder: string;
  readonly from: string;
  /** For tests: called when everything is in place and nothing is decided. */
  readonly beforeCommit?: () => Promise<void>;
}

export interface RestoreDone {
  readonly cities: number;
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
  /** Migrations of this release that the backup did not have yet. */
  readonly migrated: readonly string[];
}

/**
 * Puts a backup into an installation without a city: all of it, or nothing. Call `checkArchive` first: what it found is
 * trusted here.
 */
export async function restoreBackup(wish: RestoreWish, checked: Checked): Promise<RestoreDone> {
  const { header, contents } = checked;
  await refuseUsed(wish);
  await prepareSchema(wish.ownerUrl, header);
  const side = join(wish.dataFolder, `files.restoring-${process.pid}`);
  try {
    await asOwner(wish.ownerUrl, 'begin', async (client) => {
      await client.query('lock table directory.city in access exclusive mode');
      await refuseCities(client);
      await load(client, wish, checked, side);
      await wish.beforeCommit?.();
      if (contents.files.length > 0) await rename(side, join(wish.dataFolder, 'files'));
    });
  } finally {
    await rm(side, { recursive: true, force: true });
  }
  const migrated = await prepareTables(wish.ownerUrl);
  const rows = contents.tables.reduce((sum, table) => sum + table.rows, 0);
  const { length: files } = contents.files;
  return { cities: header.cities, tables: contents.tables.length, rows, files, migrated };
}

/** A restore over a living city would be the end of it. */
async function refuseUsed({ ownerUrl, dataFolder }: RestoreWish): Promise<void> {
  await removeAbandoned(dataFolder);
  const files = join(dataFolder, 'files');
  const names = await readdir(files).catch(() => []);
  if (names.length > 0) {
    throw new OperatorError(
      `${files} holds files already: a backup is restored into an empty folder only. Choose another one with CABILDO_DATA, or move this one away.`,
    );
  }
  // An empty folder would be in the way of the one that takes its name.
  await rm(files, { recursive: true, force: true });
  const client = new pg.Client({ connectionString: ownerUrl });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query<{ there: boolean }>(
      `select to_regclass('directory.city') is not null as there`,
    );
    if (rows[0]?.there) await refuseCities(client);
  } finally {
    await client.end();
  }
}

async function refuseCities(client: pg.Client): Promise<void> {
  const { rows: cities } = await client.query<{ name: string }>(
    'select name from directory.city order by id',
  );
  if (cities.length > 0) {
    throw new OperatorError(
      `There ${cities.length === 1 ? 'is a city' : `are ${cities.length} cities`} here already (${cities.map(({ name }) => name).join(', ')}): a backup is never restored over it. Choose an empty folder with CABILDO_DATA, or a fresh database with DATABASE_URL.`,
    );
  }
  const { rows: alive } = await client.query<{ pid: number }>(
    `select pid from directory.process where beat_at > now() - interval '7 seconds'`,
  );
  if (alive.length > 0) {
    throw new OperatorError(
      `Cabildo is running on this database (process ${alive.map(({ pid }) => pid).join(', ')}): stop it, then restore.`,
    );
  }
}

async function removeAbandoned(dataFolder: string): Promise<void> {
  for (const name of await readdir(dataFolder).catch(() => [])) {
    if (/^files\.restoring-\d+$/.test(name)) await rm(join(dataFolder, name), { recursive: true });
  }
}

/** The tables as they were when the backup was written: its rows fit no others. */
async function prepareSchema(ownerUrl: string, { migrations, release }: Header): Promise<void> {
  const wanted = new Set(migrations.map(({ name }) => name));
  const client = new pg.Client({ connectionString: ownerUrl });
  client.on('error', () => {});
  await client.connect();
  const applied = await appliedMigrations(client).finally(() => client.end());
  const tooNew = [...applied.keys()].find((name) => !wanted.has(name));
  if (tooNew) {
    throw new OperatorError(
      `The empty database here was made by a later release than the backup's (${release}): it has ${tooNew}. Restore into a fresh folder (CABILDO_DATA) or database (DATABASE_URL); the backup is brought to this release there.`,
    );
  }
  await migrate(ownerUrl, undefined, wanted);
  await prepareQueue(ownerUrl);
}

/**
 * Row level security, triggers and foreign keys rest while the rows come in, in this transaction only and on a database
 * without a city; foreign keys are checked over all rows when they come back.
 */
async function load(
  client: pg.Client,
  { from, dataFolder }: RestoreWish,
  { contents }: Checked,
  side: string,
): Promise<void> {
  const tables = await storedTables(client);
  assertSameTables(tables, contents.tables);
  const keys = await foreignKeys(client);
  await client.query(`truncate ${tables.map(({ sql }) => sql).join(', ')}`);
  for (const { table, name } of keys) await client.query(`alter table ${table} drop constraint ${name}`);
  for (const { sql, ofCity } of tables) {
    await client.query(
      `alter table ${sql} disable trigger user${ofCity ? ', no force row level security' : ''}`,
    );
  }
  await client.query(
    'create temporary table restored_delivery (city_id int, event_id bigint, listener text) on commit drop',
  );
  await mkdir(dataFolder, { recursive: true });
  await readRows(client, from, tables, contents.tables, side);
  for (const { table, name, definition } of keys) {
    await client.query(`alter table ${table} add constraint ${name} ${definition}`);
  }
  for (const { sql, ofCity } of tables) {
    await client.query(`alter table ${sql} enable trigger user${ofCity ? ', force row level security' : ''}`);
  }
  for (const { name, last, called } of contents.sequences) {
    await client.query('select setval($1::regclass, $2::bigint, $3)', [name, last, called]);
  }
  const { rows: waiting } = await client.query<Delivery>(
    `select city_id as "cityId", event_id::float8 as "eventId", listener from restored_delivery order by 1, 2, 3`,
  );
  if (waiting.length > 0) await putBackDeliveries(client, waiting);
}

function assertSameTables(tables: readonly StoredTable[], written: readonly TableContents[]): void {
  const known = new Map(tables.map(({ name, columns }) => [name, columns.toSorted().join()]));
  const strange = written.find(
    ({ name, columns }) => name !== 'queue.delivery' && known.get(name) !== columns.toSorted().join(),
  );
  if (strange || written.length !== tables.length + 1) {
    throw new OperatorError(
      `The backup's tables are not those that its migrations make (${strange?.name ?? 'their number'}): it was changed by hand.`,
    );
  }
}

/** Rows into their tables, files into the side folder, in the archive's order. */
async function readRows(
  client: pg.Client,
  path: string,
  tables: readonly StoredTable[],
  written: readonly TableContents[],
  side: string,
): Promise<void> {
  let table = '';
  let copy: ReturnType<typeof openCopy> | undefined;
  for await (const { name, bytes } of readArchive(path)) {
    const piece = pieceOf.exec(name)?.[1];
    if (piece !== table) {
      await copy?.end();
      copy = undefined;
      table = piece ?? '';
    }
    if (piece) {
      copy ??= openCopy(client, copyStatement(piece, tables, written));
      await copy.write(unzip(path, name, bytes));
    }
    const file = fileOf.exec(name)?.[1];
    if (file) await writeFileDurably(join(side, dirname(file), basename(file)), bytes);
  }
  await copy?.end();
}

function copyStatement(
  name: string,
  tables: readonly StoredTable[],
  written: readonly TableContents[],
): string {
  const columns = written.find((one) => one.name === name)?.columns ?? [];
  const into = name === 'queue.delivery' ? 'restored_delivery' : tables.find((one) => one.name === name)?.sql;
  return `copy ${into} (${columns.map(pg.escapeIdentifier).join(', ')}) from stdin`;
}

function openCopy(client: pg.Client, statement: string) {
  const stream = client.query(copyFrom(statement));
  const done = once(stream, 'finish');
  done.catch(() => {});
  return {
    write: async (bytes: Buffer) => {
      if (!stream.write(bytes)) await Promise.race([once(stream, 'drain'), done]);
    },
    end: async () => {
      stream.end();
      await done;
    },
  };
}
