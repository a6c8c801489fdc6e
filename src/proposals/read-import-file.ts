import { basename, extname } from 'node:path';
import type { Result } from '../platform/result.ts';
import { type Columns, guessColumns } from './import/mapping.ts';
import { readTable, type Table, type TableProblem } from './import/read-table.ts';

/** Reads a CSV or XLSX file of proposals. */
export function readImportFile(bytes: Buffer): Promise<Result<Table, TableProblem>> {
  return readTable(bytes);
}

/** Which columns most likely mean what. */
export function guessMapping(table: Table): Columns {
  return guessColumns(table.columns);
}

/** What a file is called without its folders and ending: 'valladolid-2026'. */
export function sourceName(filename: string): string {
  const name = basename(filename.replaceAll('\\', '/'));
  return basename(name, extname(name)).slice(0, 100) || 'file';
}
