import { createHash, createHmac } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { waitingDeliveries } from '../jobs/queue.ts';
import { OperatorError } from '../process/operator-error.ts';
import { readRelease } from '../process/root-folder.ts';
import { type ArchiveWriter, writeArchive } from './archive.ts';
import { asOwner, type StoredTable, storedSequences, storedTables } from './inventory.ts';
import {
  type Contents,
  contentsName,
  filePath,
  format,
  type Header,
  headerName,
  pieceName,
  secretName,
  type TableContents,
} from './manifest.ts';

export interface BackUpWish {
  readonly ownerUrl: string;
  readonly dataFolder: string;
  readonly secret: string;
  readonly withSecret: boolean;
  /** The file to write. */
  readonly to: string;
  /** Bytes of a table in one piece of the file. */
  readonly pieceBytes?: number;
}

export interface BackUpDone {
  readonly cities: number;
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
  readonly bytes: number;
}

/** Bytes of a table in memory at once, before compression. */
const usualPiece = 4 * 1024 * 1024;
const zip = promisify(gzip);

/**
 * Writes everything an installation has into one file, as it was at one moment; the city goes on meanwhile. The same
 * rows and files give the same bytes.
 */
export async function backUp(wish: BackUpWish): Promise<BackUpDone> {
  const archive = await writeArchive(wish.to);
  try {
    const { contents, cities } = await asOwner(
      wish.ownerUrl,
      'begin isolation level repeatable read read only',
      (client) => copyDatabase(client, archive, wish),
    );
    // After the rows: a row never points to a file that is not there yet.
    for await (const file of copyFiles(archive, join(wish.dataFolder, 'files'))) contents.files.push(file);
    if (wish.withSecret) await archive.add(secretName, Buffer.from(`${wish.secret}\n`));
    await archive.add(contentsName, Buffer.from(JSON.stringify(contents)));
    const bytes = await archive.finish();
    const rows = contents.tables.reduce((sum, table) => sum + table.rows, 0);
    return { cities, tables: contents.tables.length, rows, files: contents.files.length, bytes };
  } catch (error) {
    await archive.abandon();
    throw error;
  }
}

async function copyDatabase(
  client: pg.Client,
  archive: ArchiveWriter,
  { secret, withSecret, pieceBytes = usualPiece }: BackUpWish,
): Promise<{ contents: Contents; cities: number }> {
  const header = await readHeader(client, secret);
  await archive.add(headerName, Buffer.from(JSON.stringify(header)));
  const copying = { client, archive, pieceBytes };
  const tables = await storedTables(client);
  // A migration that came in between would take a table from under us.
  await client.query(`lock table ${tables.map(({ sql }) => sql).join(', ')} in access share mode`);
  const contents: Contents = { tables: [], sequences: [], files: [], secret: withSecret };
  const { rows: cities } = await client.query<{ id: number }>('select id from directory.city order by id');
  for (const table of tables) contents.tables.push(await copyTable(copying, table, cities));
  const statements = [{ cityId: undefined, text: `copy (${waitingDeliveries}) to stdout` }];
  const columns = ['city_id', 'event_id', 'listener'];
  contents.tables.push(await copyRows(copying, { name: 'queue.delivery', columns }, statements));
  for (const name of await storedSequences(client)) {
    const { rows } = await client.query<{ last: string; called: boolean }>(
      `select last_value::text as last, is_called as called from ${name}`,
    );
    contents.sequences.push({ name, ...(rows[0] as { last: string; called: boolean }) });
  }
  return { contents, cities: header.cities };
}

async function readHeader(client: pg.Client, secret: string): Promise<Header> {
  const { rows: known } = await client.query<{ there: boolean }>(
    `select to_regclass('directory.migration') is not null and to_regclass('queue.job') is not null as there`,
  );
  if (!known[0]?.there)
    throw new OperatorError(
      'There is no city here yet: nothing to back up. CABILDO_DATA says where to look.',
    );
  const { rows: migrations } = await client.query<Header['migrations'][number]>(
    'select name, checksum from directory.migration order by name collate "C"',
  );
  const { rows } = await client.query<{ count: number }>('select count(*)::int from directory.city');
  const cities = rows[0]?.count ?? 0;
  return { format, release: readRelease(), migrations, cities, secretMark: markOf(secret) };
}

/** The same for the same secret, and of no use for anything else. */
export function markOf(secret: string): string {
  return createHmac('sha256', secret).update('cabildo backup: which secret').digest('hex');
}

interface Copying {
  readonly client: pg.Client;
  readonly archive: ArchiveWriter;
  readonly pieceBytes: number;
}

function copyTable(
  copying: Copying,
  table: StoredTable,
  cities: readonly { id: number }[],
): Promise<TableContents> {
  const columns = table.columns.map((column) => `"${column.replaceAll('"', '""')}"`).join(', ');
  const from = `select ${columns} from ${table.sql}`;
  const statements = table.ofCity
    ? cities.map(({ id }) => ({
        cityId: id,
        text: `copy (${from} where city_id = ${id} order by ${table.order}) to stdout`,
      }))
    : [{ cityId: undefined, text: `copy (${from} order by ${table.order}) to stdout` }];
  return copyRows(copying, { name: table.name, columns: [...table.columns] }, statements);
}

/** Puts what the statements give into the archive, in pieces, so that memory stays flat. */
async function copyRows(
  { client, archive, pieceBytes }: Copying,
  { name, columns }: { name: string; columns: string[] },
  statements: readonly { cityId: number | undefined; text: string }[],
): Promise<TableContents> {
  const hash = createHash('sha256');
  const contents = { name, columns, rows: 0, bytes: 0 };
  const pieces = pieceWriter(archive, name, pieceBytes);
  for (const { cityId, text } of statements) {
    await client.query(`set local app.city_id = ${cityId ?? "''"}`);
    for await (const chunk of client.query(copyTo(text)) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      contents.rows += linesIn(chunk);
      contents.bytes += chunk.length;
      await pieces.write(chunk);
    }
  }
  await pieces.end();
  return { ...contents, sha256: hash.digest('hex') };
}

/** Cuts a table into pieces of one size: the chunks in which rows arrive are never the same twice. */
function pieceWriter(archive: ArchiveWriter, name: string, size: number) {
  let held: Buffer[] = [];
  let heldBytes = 0;
  let pieces = 0;
  const put = async () => {
    pieces += 1;
    await archive.add(pieceName(name, pieces), await zip(Buffer.concat(held)));
    held = [];
    heldBytes = 0;
  };
  return {
    write: async (chunk: Buffer) => {
      let rest = chunk;
      while (rest.length > 0) {
        const part = rest.subarray(0, size - heldBytes);
        held.push(part);
        heldBytes += part.length;
        rest = rest.subarray(part.length);
        if (heldBytes === size) await put();
      }
    },
    end: async () => {
      if (heldBytes > 0) await put();
    },
  };
}

/** COPY writes a row as one line; a line break inside a value is written as \n. */
export function linesIn(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) lines += 1;
  return lines;
}

/** Stored files by name. One that is taken away while we read was erased by somebody who may: it is left out. */
async function* copyFiles(archive: ArchiveWriter, folder: string): AsyncGenerator<Contents['files'][number]> {
  for (const shelf of await namesIn(folder)) {
    for (const name of await namesIn(join(folder, shelf))) {
      const path = `${shelf}/${name}`;
      // What is still being written begins with a dot.
      if (!filePath.test(path)) continue;
      const bytes = await readFile(join(folder, path)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      });
      if (!bytes) continue;
      await archive.add(`files/${path}`, bytes);
      yield { path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
    }
  }
}

async function namesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
    throw error;
  });
  return names.sort();
}
