import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { cityNow } from '../city/clock.ts';
import { cycleBySlug } from '../cycle/cycle-queries.ts';
import type { Database } from '../platform/db/database.ts';
import { OperatorError, UsageError } from '../platform/process/operator-error.ts';
import type { Mapping } from './import/mapping.ts';
import { importFields, missingFields } from './import/mapping.ts';
import { type ImportReport, importProposals } from './import-proposals.ts';
import { guessMapping, readImportFile, sourceName } from './read-import-file.ts';

export interface CommandIo {
  readonly db: Database;
  readonly print: (line: string) => void;
}

export const importUsage = `proposals FILE.csv|FILE.xlsx --city CITY --cycle CYCLE [options]
  --map FIELD=COLUMN     read a field from a column (again for each): ${importFields.join(', ')}
  --zone VALUE=CODE      what the file calls a zone, and the zone's code here (again for each)
  --category VALUE=CODE  what the file calls a topic, and the topic's code here (again for each)
  --default-category CODE, --default-track CODE   for rows that say nothing known
  --source NAME          what to call where the rows come from; the file's name when left out
  --release              make what is taken public at once
  --dry-run              say what would happen and change nothing
  --json                 the report as JSON`;

const options = {
  city: { type: 'string' },
  cycle: { type: 'string' },
  map: { type: 'string', multiple: true },
  zone: { type: 'string', multiple: true },
  category: { type: 'string', multiple: true },
  'default-category': { type: 'string' },
  'default-track': { type: 'string' },
  source: { type: 'string' },
  release: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

/**
 * `cabildo import proposals …`: prints the report; every problem with its line and column.
 *
 * @param args what stands after "import proposals"
 * @throws OperatorError for what the person who typed it can put right
 */
export async function importCommand(args: string[], { db, print }: CommandIo): Promise<ImportReport> {
  const { values, positionals } = readArguments(args);
  const [file, ...others] = positionals;
  if (!file || others.length > 0 || !values.city || !values.cycle) {
    throw new UsageError('Say which file, which city and which cycle: FILE.csv --city CITY --cycle CYCLE');
  }
  const bytes = await readFile(file).catch((error: Error) => {
    throw new OperatorError(`${file} cannot be read: ${error.message}`);
  });
  const read = await readImportFile(bytes);
  if (!read.ok) throw new OperatorError(`${file}: ${tableSentence(read.reason, read.details)}`);
  const mapping: Mapping = {
    columns: { ...guessMapping(read.value), ...chosenColumns(values.map ?? [], read.value.columns) },
    zones: pairs('--zone', values.zone ?? []),
    categories: pairs('--category', values.category ?? []),
    defaultCategory: values['default-category'],
    defaultTrack: values['default-track'],
  };
  const missing = missingFields(mapping.columns);
  if (missing.length > 0) {
    const known = read.value.columns.join(', ');
    throw new OperatorError(
      `Say which column is the ${missing[0]}: --map ${missing[0]}=COLUMN. The columns are: ${known}`,
    );
  }
  const cityId = await cityIdOf(db, values.city);
  const report = await db.inCity(cityId, async (tx) => {
    const cycle = await cycleBySlug(tx, cityId, values.cycle as string);
    if (!cycle) throw new OperatorError(`${values.city} has no cycle ${values.cycle}.`);
    const imported = await importProposals(tx, {
      cityId,
      cycleId: cycle.id,
      source: values.source ?? sourceName(file),
      bytes,
      table: read.value,
      mapping,
      actorId: null,
      now: await cityNow(tx, cityId),
      release: values.release ?? false,
      dryRun: values['dry-run'] ?? false,
    });
    if (!imported.ok) throw new Error(`the import was refused: ${imported.reason}`);
    return imported.value;
  });
  if (values.json) print(JSON.stringify(report, null, 2));
  else for (const line of reportLines(report)) print(line);
  return report;
}

function readArguments(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** 'zone=zone_id', where the column has to be one of the file's. */
function chosenColumns(chosen: readonly string[], columns: readonly string[]): Record<string, string> {
  const map = pairs('--map', chosen);
  for (const [field, column] of Object.entries(map)) {
    if (!importFields.some((one) => one === field)) {
      throw new OperatorError(
        `--map ${field}=…: there is no field ${field}; the fields are ${importFields.join(', ')}`,
      );
    }
    if (!columns.includes(column)) {
      throw new OperatorError(
        `--map ${field}=${column}: the file has no column ${column}; it has ${columns.join(', ')}`,
      );
    }
  }
  return map;
}

function pairs(option: string, given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((pair) => {
      const at = pair.lastIndexOf('=');
      if (at < 1) throw new UsageError(`${option} ${pair}: write it as NAME=VALUE`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

async function cityIdOf(db: Database, slug: string): Promise<number> {
  const city = await db.outside((tx) =>
    tx.selectFrom('directory.city').select('id').where('slug', '=', slug).executeTakeFirst(),
  );
  if (!city) throw new OperatorError(`There is no city ${slug}.`);
  return city.id;
}

function reportLines(report: ImportReport): string[] {
  const { runId, rows, taken, unchanged, refused, problems } = report;
  const lines = problems.map(
    ({ line, column, field, problem, value, refused: whole }) =>
      `line ${line}, ${column || field}: ${problemSentences[problem]}${value ? ` (${value})` : ''}; ${whole ? 'the row was refused' : 'the row was taken without it'}`,
  );
  const done = runId === null ? 'Nothing was changed (dry run).' : `Import ${runId}.`;
  return [...lines, `${rows} rows: ${taken} taken, ${unchanged} already here, ${refused} refused. ${done}`];
}

const problemSentences: Readonly<Record<ImportReport['problems'][number]['problem'], string>> = {
  columns: 'more cells than columns',
  missing: 'nothing stands here',
  'too-long': 'too long',
  'unknown-zone': 'the city has no such zone',
  'unknown-category': 'the cycle has no such topic',
  'unknown-track': 'the cycle has no such kind of project',
  'repeated-code': 'an earlier row has the same code',
  differs: 'was imported before with another text, which is never changed',
  'not-a-number': 'not a number',
  'half-a-point': 'half a point',
  'outside-city': 'the point lies outside the city',
  'other-zone': 'the point lies in another zone than the one named',
  'not-a-date': 'not a day',
  'in-the-future': 'in the future',
  'not-a-count': 'not a whole number',
};

function tableSentence(reason: string, details: Readonly<Record<string, string | number>>): string {
  const at = details.line === undefined ? '' : ` in line ${details.line}`;
  switch (reason) {
    case 'too-large':
      return 'larger than 10 MB';
    case 'too-many-rows':
      return `more than ${details.maximum} rows`;
    case 'no-rows':
      return 'no rows below the names of the columns';
    case 'quote-open':
      return `a quote that opens${at} never closes`;
    case 'quote-stray':
      return `a quote stands where none may${at}, column ${details.column}`;
    case 'repeated-column':
      return `two columns are called ${details.name}`;
    case 'bomb':
      return 'unpacks to more than 100 MB';
    default:
      return 'neither a CSV nor an XLSX file';
  }
}
