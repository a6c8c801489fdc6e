import pg from 'pg';

const oid = { int8: 20, int8Array: 1016, date: 1082, dateArray: 1182, numericArray: 1231 };

/** Counts, ids and money fit a JavaScript number (2^53); a value beyond it is a bug, not something to round. */
function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`${text} does not fit a JavaScript number`);
  return value;
}

const parseTextArray = pg.types.getTypeParser(1009 as number, 'text') as (text: string) => (string | null)[];

/** Days stay `YYYY-MM-DD` (a Date would move them into another day); numeric stays text, exact. */
const parsers = new Map<number, (text: string) => unknown>([
  [oid.int8, parseInt8],
  [oid.int8Array, (text) => parseTextArray(text).map((item) => (item === null ? null : parseInt8(item)))],
  [oid.date, (text) => text],
  [oid.dateArray, parseTextArray],
  [oid.numericArray, parseTextArray],
]);

export const valueTypes: pg.CustomTypesConfig = {
  getTypeParser: ((type: number, format?: 'text' | 'binary') =>
    (format === 'binary' ? undefined : parsers.get(type)) ??
    pg.types.getTypeParser(type, format)) as typeof pg.types.getTypeParser,
};
