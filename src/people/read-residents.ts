import { setImmediate } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import type { Day } from '../platform/time.ts';
import { type IdentityKind, identityDigest, identityKinds, parseIdentity } from './identity.ts';

/** One resident as the list will be kept: the number already a digest. */
export interface ResidentRow {
  /** 64 hexadecimal digits. */
  readonly digest: string;
  readonly zone: number;
  readonly born: Day | null;
}

export type RowProblem =
  | 'curp-length'
  | 'curp-format'
  | 'curp-date'
  | 'curp-check-digit'
  | 'identity-short'
  | 'kind-unknown'
  | 'number-missing'
  | 'zone-missing'
  | 'zone-unknown'
  | 'date-unreadable'
  | 'date-differs'
  | 'twice';

/** A row that was left out: its line in the file (1 is the header), the column, why. Never the number itself. */
export interface ResidentProblem {
  readonly line: number;
  readonly column: string;
  readonly problem: RowProblem;
  /** What stands there, where it is nobody's identity; or the line that has the number already. */
  readonly said: string;
}

export interface ReadResidents {
  readonly rows: readonly ResidentRow[];
  readonly problems: readonly ResidentProblem[];
}

export type FileProblem =
  | { readonly reason: 'not-text' }
  | { readonly reason: 'empty' }
  | { readonly reason: 'column-missing'; readonly column: string }
  | { readonly reason: 'broken'; readonly line: number };

/** Headers that cities use, without accents; the first is the one that we document. */
const columns = {
  number: ['numero', 'curp', 'identidad', 'number', 'identity_number'],
  zone: ['zona', 'colonia', 'zone', 'zone_code'],
  born: ['nacimiento', 'fecha_nacimiento', 'fecha_de_nacimiento', 'born', 'birth_date'],
  kind: ['documento', 'tipo', 'kind', 'document'],
} as const;
type Column = keyof typeof columns;

interface ZoneName {
  readonly id: number;
  readonly code: string;
  readonly name: string;
}

/**
 * Reads a list of residents (CSV; comma, semicolon or tab; UTF-8 or Windows-1252): number, zone by code or name,
 * birth date as 2001-12-31 or 31/12/2001, and the kind of document where it is not the CURP.
 */
export async function readResidents(
  bytes: Buffer,
  cityId: number,
  zones: readonly ZoneName[],
): Promise<ReadResidents | FileProblem> {
  const text = decodeText(bytes);
  if (text === null) return { reason: 'not-text' };
  const table = splitTable(text);
  if ('reason' in table) return table;
  const [head, ...body] = table.lines;
  if (!head) return { reason: 'empty' };
  const places = findColumns(head.cells);
  if (typeof places === 'string') return { reason: 'column-missing', column: places };
  const byName = new Map(
    zones.flatMap(({ id, code, name }) => [[plain(code), id] as const, [plain(name), id] as const]),
  );
  const rows: ResidentRow[] = [];
  const problems: ResidentProblem[] = [];
  const seen = new Map<string, number>();
  for (const [at, { line, cells }] of body.entries()) {
    // A list of a whole city must not hold up everybody else's page.
    if (at % 500 === 499) await setImmediate();
    const cell = (column: Column) => (cells[places[column] ?? -1] ?? '').trim();
    const row = readRow(cell, cityId, byName);
    const first = 'digest' in row ? seen.get(row.digest) : undefined;
    if ('problem' in row)
      problems.push({ line, ...row, column: head.cells[places[row.column] ?? -1] ?? row.column });
    else if (first !== undefined) {
      problems.push({ line, column: head.cells[places.number] ?? '', problem: 'twice', said: String(first) });
    } else {
      seen.set(row.digest, line);
      rows.push(row);
    }
  }
  return { rows, problems };
}

interface BadCell {
  readonly column: Column;
  readonly problem: RowProblem;
  readonly said: string;
}

function readRow(
  cell: (column: Column) => string,
  cityId: number,
  zones: ReadonlyMap<string, number>,
): ResidentRow | BadCell {
  const bad = (column: Column, problem: RowProblem, said = ''): BadCell => ({ column, problem, said });
  const kind = (cell('kind').toLowerCase() || 'curp') as IdentityKind;
  if (!identityKinds.includes(kind)) return bad('kind', 'kind-unknown', cell('kind').slice(0, 30));
  if (cell('number') === '') return bad('number', 'number-missing');
  const identity = parseIdentity(kind, cell('number'));
  if (typeof identity === 'string') return bad('number', identity);
  if (cell('zone') === '') return bad('zone', 'zone-missing');
  const zone = zones.get(plain(cell('zone')));
  if (zone === undefined) return bad('zone', 'zone-unknown', cell('zone').slice(0, 60));
  const born = readDay(cell('born'));
  if (born === undefined) return bad('born', 'date-unreadable', cell('born').slice(0, 30));
  if (born && identity.bornOn && born !== identity.bornOn) return bad('born', 'date-differs');
  return { digest: identityDigest(cityId, identity).toString('hex'), zone, born: born ?? identity.bornOn };
}

/** The text of a file, or null when it is none: a spreadsheet renamed to .csv, a picture. */
function decodeText(bytes: Buffer): string | null {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // What a Mexican spreadsheet program saves as "CSV".
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

interface Line {
  readonly line: number;
  readonly cells: string[];
}

function splitTable(text: string): { lines: Line[] } | { reason: 'broken'; line: number } {
  const head = text.slice(0, text.indexOf('\n') === -1 ? undefined : text.indexOf('\n'));
  const count = (mark: string) => head.split(mark).length;
  const delimiter = [',', ';', '\t'].sort((one, other) => count(other) - count(one))[0] as string;
  try {
    const records = parse(text, {
      delimiter,
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return { lines: records.map(({ record, info }) => ({ line: info.lines, cells: record })) };
  } catch (error) {
    const line = (error as { lines?: number }).lines;
    if (line === undefined) throw error;
    return { reason: 'broken', line };
  }
}

/** Where each column stands, or the name of a missing one. */
function findColumns(
  head: readonly string[],
): (Partial<Record<Column, number>> & { number: number }) | string {
  const names = head.map((name) => plain(name).replace(/[\s-]+/g, '_'));
  const places: Partial<Record<Column, number>> = {};
  for (const column of Object.keys(columns) as Column[]) {
    const place = names.findIndex((name) => (columns[column] as readonly string[]).includes(name));
    if (place >= 0) places[column] = place;
  }
  const { number, zone, born } = places;
  if (number === undefined) return columns.number[0];
  if (zone === undefined) return columns.zone[0];
  if (born === undefined) return columns.born[0];
  return { ...places, number };
}

/** A name as it is compared: small, without accents and double blanks. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
}

/** null where nothing stands, undefined where something else than a date does. */
function readDay(text: string): Day | null | undefined {
  if (text === '') return null;
  const match =
    /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text) ?? /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  if (!match) return undefined;
  const [year, month, day] = match[1]?.length === 4 ? match.slice(1) : match.slice(1).reverse();
  const iso = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  const moment = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(iso) ? iso : undefined;
}
