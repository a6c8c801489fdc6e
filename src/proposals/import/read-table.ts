import { CsvError, parse } from 'csv-parse/sync';
import { ok, type Result, refuse } from '../../platform/result.ts';
import { readSheet } from './read-sheet.ts';

export interface TableRow {
  /** Of the file, from 1: where the row begins, also when a quoted text before it ran over several lines. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  /** How the bytes were understood: 'utf-8', 'windows-1252', 'utf-16le', 'xlsx'. */
  readonly encoding: string;
}

/** `line` and `column` are in the details where the problem has a place. */
export type TableProblem =
  | 'too-large'
  | 'too-many-rows'
  | 'no-rows'
  | 'not-a-table'
  | 'quote-open'
  | 'quote-stray'
  | 'repeated-column'
  | 'bomb';

export const tableLimits = { bytes: 10 * 1024 * 1024, rows: 20_000, columns: 200 } as const;

/** Reads what a spreadsheet program saved: CSV in the usual encodings and separators, or XLSX. Formulas stay text. */
export async function readTable(bytes: Buffer): Promise<Result<Table, TableProblem>> {
  if (bytes.length > tableLimits.bytes) return refuse('too-large', { megabytes: 10 });
  const isZip = bytes.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'));
  const read = isZip ? await readSheet(bytes) : readCsv(bytes);
  if (!read.ok) return read;
  const { encoding } = read.value;
  const rows = read.value.rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const [head, ...rest] = rows;
  if (!head || rest.length === 0) return refuse('no-rows');
  if (rest.length > tableLimits.rows) return refuse('too-many-rows', { maximum: tableLimits.rows });
  const columns = head.cells.map((cell) => cell.trim());
  while (columns.at(-1) === '') columns.pop();
  if (columns.length > tableLimits.columns) return refuse('not-a-table');
  const repeated = columns.find((name, index) => name !== '' && columns.indexOf(name) !== index);
  if (repeated !== undefined) return refuse('repeated-column', { name: repeated, line: head.line });
  return ok({ columns, rows: rest, encoding });
}

interface Read {
  readonly rows: readonly TableRow[];
  readonly encoding: string;
}

function readCsv(bytes: Buffer): Result<Read, TableProblem> {
  const decoded = decode(bytes);
  if (!decoded) return refuse('not-a-table');
  const text = decoded.text.replace(/\r\n?/g, '\n');
  // Where the record that is being read began, should it never end.
  let line = 1;
  const rows: TableRow[] = [];
  try {
    parse(text, {
      delimiter: separatorOf(text),
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
      raw: true,
      on_record: (read: unknown) => {
        const record = read as { record: string[]; raw: string };
        line += /^\n*/.exec(record.raw)?.[0].length ?? 0;
        rows.push({ line, cells: record.record });
        line += record.raw.replace(/^\n+/, '').split('\n').length - (record.raw.endsWith('\n') ? 1 : 0);
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (error.code === 'CSV_QUOTE_NOT_CLOSED') return refuse('quote-open', { line });
    const column = typeof error.column === 'number' ? error.column + 1 : 1;
    return refuse('quote-stray', { line: typeof error.lines === 'number' ? error.lines : line, column });
  }
  return ok({ rows, encoding: decoded.encoding });
}

/** UTF-8 with or without its mark, what Excel calls Unicode text, or the old Western encoding when it is no UTF-8. */
function decode(bytes: Buffer): { text: string; encoding: string } | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'utf-16le' };
  }
  if (bytes.includes(0)) return undefined;
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' };
  }
}

/** The separator that cuts the first line into the most columns, outside quotes. */
function separatorOf(text: string): string {
  const head =
    /^(?:"(?:[^"]|"")*"|[^"\n])*/.exec(text.replace(/^\n+/, ''))?.[0].replace(/"(?:[^"]|"")*"/g, '') ?? '';
  const counted = [',', ';', '\t'].map((separator) => ({ separator, times: head.split(separator).length }));
  return counted.sort((a, b) => b.times - a.times)[0]?.separator ?? ',';
}
