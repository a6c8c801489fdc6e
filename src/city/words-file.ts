import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { Texts } from '../platform/i18n/texts.ts';
import { ok, type Result, refuse } from '../platform/result.ts';

const texts = z.record(z.string().max(200), z.string().trim());
const rows = z.array(z.object({ key: z.string().max(200), text: z.string().trim() }));

/** Texts by key from a JSON object, or from a CSV with the columns key and text; what is empty is not translated yet. */
export function readWordsFile(bytes: Uint8Array): Result<Texts, 'not-a-file' | 'nothing'> {
  const text = new TextDecoder().decode(bytes).replace(/^\ufeff/, '');
  const read = text.trimStart().startsWith('{') ? readJson(text) : readCsv(text);
  if (!read) return refuse('not-a-file');
  const given = Object.entries(read).filter(([, one]) => one !== '');
  return given.length > 0 ? ok(Object.fromEntries(given)) : refuse('nothing');
}

function readJson(text: string): Texts | undefined {
  try {
    return texts.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function readCsv(text: string): Texts | undefined {
  try {
    const delimiter = [',', ';', '\t'];
    const read = rows.safeParse(parse(text, { columns: true, delimiter, skip_empty_lines: true })).data;
    return read && Object.fromEntries(read.map((row) => [row.key, row.text]));
  } catch {
    return undefined;
  }
}

/** All texts with what the city has in the language; empty where nothing is translated. */
export function writeWordsFile(format: 'csv' | 'json', originals: Texts, own: Texts): string {
  const keys = Object.keys(originals).sort();
  if (format === 'json') {
    return `${JSON.stringify(Object.fromEntries(keys.map((key) => [key, own[key] ?? ''])), null, 2)}\n`;
  }
  const table = keys.map((key) => [key, originals[key] ?? '', own[key] ?? '']);
  // The mark tells a spreadsheet that the letters are UTF-8.
  return `\ufeff${[['key', 'original', 'text'], ...table].map(csvLine).join('')}`;
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\r\n`;
}
