import { createHash, type Hash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { z } from 'zod';
import { migrationFiles } from '../db/migrate.ts';
import { OperatorError } from '../process/operator-error.ts';
import { readRelease } from '../process/root-folder.ts';
import { broken, readArchive } from './archive.ts';
import { linesIn } from './back-up.ts';
import {
  type Contents,
  contentsName,
  contentsSchema,
  fileOf,
  filePath,
  format,
  type Header,
  headerName,
  headerSchema,
  pieceName,
  pieceOf,
  secretName,
  type TableContents,
} from './manifest.ts';

export interface Checked {
  readonly header: Header;
  readonly contents: Contents;
  /** Only where the backup was told to hold it. */
  readonly secret: string | undefined;
}

type Counted = { rows: number; bytes: number; hash: Hash; pieces: number };

/**
 * Reads a backup from end to end and compares every hash, before anything is written anywhere.
 *
 * @throws OperatorError for a file that is cut off, changed, of another program, or of a newer release
 */
export async function checkArchive(path: string): Promise<Checked> {
  let header: Header | undefined;
  let contents: Contents | undefined;
  let secret: string | undefined;
  const tables = new Map<string, Counted>();
  const files = new Map<string, string>();
  for await (const { name, bytes } of readArchive(path)) {
    if (contents) throw broken(path, `${name} stands after its end`);
    if (!header) {
      header = readHeader(path, name, bytes);
      await assertNotNewer(path, header);
    } else if (name === contentsName) contents = parse(path, contentsSchema, name, bytes);
    else if (name === secretName) secret = bytes.toString('utf8').trim();
    else if (pieceOf.test(name)) addPiece(path, tables, name, bytes);
    else if (filePath.test(fileOf.exec(name)?.[1] ?? '')) files.set(name, sha256(bytes));
    else throw broken(path, `${name} is not of a backup`);
  }
  if (!header) throw broken(path, 'it is empty');
  if (!contents) throw broken(path, 'its end is missing');
  assertWhole(path, contents, tables, files);
  if (contents.secret !== (secret !== undefined)) throw broken(path, 'the secret is missing');
  return { header, contents, secret };
}

function readHeader(path: string, name: string, bytes: Buffer): Header {
  if (name !== headerName) throw broken(path, `it begins with ${name}`);
  const header = parse(path, headerSchema, name, bytes);
  if (header.format !== format) {
    throw new OperatorError(
      `${path} has format ${header.format} and this release reads ${format}: restore it with Cabildo ${header.release}.`,
    );
  }
  return header;
}

async function assertNotNewer(path: string, { migrations, release }: Header): Promise<void> {
  const known = new Map((await migrationFiles()).map(({ name, checksum }) => [name, checksum]));
  const strange = migrations.find(({ name, checksum }) => known.get(name) !== checksum);
  if (strange) {
    throw new OperatorError(
      `${path} was written by Cabildo ${release}, whose schema this release (${readRelease()}) does not know (${strange.name}): install that release or a later one, then restore.`,
    );
  }
}

function parse<Value>(path: string, schema: z.ZodType<Value>, name: string, bytes: Buffer): Value {
  try {
    return schema.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    throw broken(path, `${name} cannot be understood`);
  }
}

function addPiece(path: string, tables: Map<string, Counted>, name: string, bytes: Buffer): void {
  const [, table = ''] = pieceOf.exec(name) ?? [];
  const counted = tables.get(table) ?? { rows: 0, bytes: 0, hash: createHash('sha256'), pieces: 0 };
  tables.set(table, counted);
  counted.pieces += 1;
  if (name !== pieceName(table, counted.pieces)) throw broken(path, `a piece of ${table} is missing`);
  const text = unzip(path, name, bytes);
  counted.rows += linesIn(text);
  counted.bytes += text.length;
  counted.hash.update(text);
}

/** A piece unzips to some megabytes; one that does not was not written by us. */
const largestPiece = 256 * 1024 * 1024;

export function unzip(path: string, name: string, bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: largestPiece });
  } catch {
    throw broken(path, `${name} is damaged`);
  }
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

const nothing = sha256(Buffer.alloc(0));

function assertWhole(
  path: string,
  contents: Contents,
  tables: ReadonlyMap<string, Counted>,
  files: ReadonlyMap<string, string>,
): void {
  const found = new Map(
    [...tables].map(([name, counted]) => [name, { ...counted, sha256: counted.hash.digest('hex') }]),
  );
  const differs = (table: TableContents) => {
    const seen = found.get(table.name) ?? { rows: 0, bytes: 0, sha256: nothing };
    return seen.rows !== table.rows || seen.bytes !== table.bytes || seen.sha256 !== table.sha256;
  };
  const wrong = contents.tables.find(differs);
  if (wrong) throw broken(path, `table ${wrong.name} is not what was written`);
  const listed = new Set(contents.tables.map(({ name }) => name));
  const extra = [...tables.keys()].find((name) => !listed.has(name));
  if (extra) throw broken(path, `table ${extra} does not belong to it`);
  const file = contents.files.find((one) => files.get(`files/${one.path}`) !== one.sha256);
  if (file) throw broken(path, `file ${file.path} is not what was written`);
  if (files.size !== contents.files.length) throw broken(path, 'it holds files that do not belong to it');
}
