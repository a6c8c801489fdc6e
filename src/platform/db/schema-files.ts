import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { rootFolder } from '../process/root-folder.ts';
import { schemaText } from './schema-text.ts';
import { schemaTypes } from './schema-types.ts';

type SchemaFile = { path: string; text: string };

/** The two files that are read back from the database: for people and for the compiler. */
export async function schemaFiles(pool: pg.Pool): Promise<SchemaFile[]> {
  return [
    { path: 'db/schema.sql', text: await schemaText(pool) },
    { path: 'src/platform/db/tables.ts', text: await schemaTypes(pool) },
  ];
}

/** Writes what differs from the checkout; the names of the files written. */
export async function writeSchemaFiles(pool: pg.Pool): Promise<string[]> {
  const written: string[] = [];
  for (const { path, text } of await schemaFiles(pool)) {
    const full = join(rootFolder(), path);
    if ((await readFile(full, 'utf8').catch(() => undefined)) === text) continue;
    await writeFile(full, text);
    written.push(path);
  }
  return written;
}
