import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { zoneNamesOf } from '../city/city-queries.ts';
import type { Database } from '../platform/db/database.ts';
import { mergeTexts, translator } from '../platform/i18n/texts.ts';
import { OperatorError, UsageError } from '../platform/process/operator-error.ts';
import { applyResidents, stageResidents } from './import-residents.ts';
import { readResidents } from './read-residents.ts';
import { peopleTexts } from './texts.ts';

export const importResidentsUsage =
  'residents FILE.csv --city SLUG [--dry-run] [--lang es|en]\n  columns numero, zona, nacimiento and, if wanted, documento; bad rows are named and left out';

export interface CommandCity {
  readonly id: number;
  readonly slug: string;
}

/**
 * `cabildo import residents …`: reads the list, names every bad row by line and column, and takes the good ones over.
 * Needs `connectAccounts`, whose key makes the digests.
 *
 * @param args what stands after "import residents"
 * @returns the exit code: 0 when every row was good, 1 when some were left out
 */
export async function importResidentsCommand(
  db: Database,
  cities: readonly CommandCity[],
  args: readonly string[],
  { write }: { readonly write: (line: string) => void },
): Promise<0 | 1> {
  const options = {
    city: { type: 'string' },
    'dry-run': { type: 'boolean' },
    lang: { type: 'string' },
  } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [file] = positionals;
  const city = cities.find(({ slug }) => slug === values.city);
  if (file === undefined) throw new UsageError(`cabildo import ${importResidentsUsage}`);
  if (!city) {
    const known = cities.map(({ slug }) => slug).join(', ');
    throw new OperatorError(known ? `--city: say which of ${known}.` : 'There is no city yet.');
  }
  const language = values.lang === 'es' ? 'es' : 'en';
  const t = translator(language, [mergeTexts([peopleTexts], language)]);
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new OperatorError(`${file} cannot be read (${error.code}).`);
  });
  return db.inCity(city.id, async (tx) => {
    const read = await readResidents(bytes, city.id, await zoneNamesOf(tx, city.id));
    if ('reason' in read) {
      throw new OperatorError(t(`people.residents.file.${read.reason}`, { line: 0, column: '', ...read }));
    }
    for (const { line, column, problem, said } of read.problems) {
      write(`${file}:${line} ${column}: ${t(`people.row.${problem}`, { said })}`);
    }
    write(`${t('people.residents.good-rows')}: ${read.rows.length}`);
    write(`${t('people.residents.bad-rows')}: ${read.problems.length}`);
    if (!values['dry-run']) {
      const now = new Date();
      const staged = { cityId: city.id, filename: basename(file), ...read, actorId: null, now };
      const importId = await stageResidents(tx, staged);
      const done = await applyResidents(tx, { cityId: city.id, importId, actorId: null, now });
      if (!done.ok) throw new Error(done.reason);
      write(t('people.residents.applied', { ...done.value }));
    }
    return read.problems.length > 0 ? 1 : 0;
  });
}
