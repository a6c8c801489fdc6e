import { parseArgs } from 'node:util';
import { UsageError } from '../platform/process/operator-error.ts';
import { applyCommand } from './commands/apply-command.ts';
import {
  type CommandHouse,
  documentNamed,
  findingData,
  findingLine,
  wordsOf,
} from './commands/command-house.ts';
import { diffCommand } from './commands/diff-command.ts';
import { exportCommand } from './commands/export-command.ts';
import { validateBlueprint } from './validate-blueprint.ts';

export type { CommandHouse } from './commands/command-house.ts';

export const blueprintUsage = `validate FILE | export | diff A B | apply FILE …

validate FILE [--json] [--lang es|en]
  what is wrong in a blueprint, what the program cannot do yet, and what a city has still to fill in;
  exit code 1 when something is wrong

export --city CITY [--cycle CYCLE]
  city and cycle as they stand, as one JSON document on the standard output: never people, never secrets

diff A B [--json] [--lang es|en] [--currency MXN]
  what is different, section by section; exit code 1 when something is

apply FILE --city CITY --slug SLUG --name NAME [options]
  opens a cycle in a city as a draft: all of it, or nothing
  --start DAY            the first phase opens on the first working day from DAY on, the others keep their
                         distances in working days of the city
  --prefix SJ28          beginning of the folios
  --zones FILE           zones to take over first: GeoJSON, or CSV with code, name, population, district
  --set PATH=VALUE       another value at a place of the document (again for each); amounts in whole units
  --dry-run              say what would happen and change nothing
  --json, --lang es|en

Where a FILE stands, the name of a built-in blueprint or CITY/CYCLE may stand as well.`;

/**
 * `cabildo blueprint …`. Call `connectBlueprint` with every module's section first.
 * @returns the exit code
 */
export async function blueprintCommand(args: readonly string[], house: CommandHouse): Promise<0 | 1> {
  const [verb, ...rest] = args;
  switch (verb) {
    case 'validate':
      return validateCommand(rest, house);
    case 'export':
      return exportCommand(rest, house);
    case 'diff':
      return diffCommand(rest, house);
    case 'apply':
      return applyCommand(rest, house);
    default:
      throw new UsageError(
        'cabildo blueprint validate|export|diff|apply: "cabildo blueprint --help" says more.',
      );
  }
}

async function validateCommand(args: string[], house: CommandHouse): Promise<0 | 1> {
  const options = { json: { type: 'boolean' }, lang: { type: 'string' } } as const;
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [file] = positionals;
  if (file === undefined) {
    throw new UsageError(
      'cabildo blueprint validate FILE: say which file. "cabildo blueprint --help" says more.',
    );
  }
  const { write } = house;
  const words = wordsOf(values.lang);
  const { errors, unsupported, unknown } = validateBlueprint(await documentNamed(file, house));
  if (values.json) {
    const data = (one: (typeof errors)[number]) => findingData(one, words);
    write(JSON.stringify({ errors: errors.map(data), unsupported: unsupported.map(data), unknown }));
    return errors.length > 0 ? 1 : 0;
  }
  for (const one of errors) write(findingLine(one, words));
  for (const { path, key, args: said } of unsupported) {
    write(`${path}: ${words.t('cycle.command.unsupported', { sentence: words.t(key, said) })}`);
  }
  for (const path of unknown) write(`${path}: ${words.t('cycle.command.unknown')}`);
  write(words.t('cycle.command.counts', { errors: errors.length, unknown: unknown.length }));
  if (unsupported.length > 0) {
    write(words.t('cycle.command.unsupported-count', { count: unsupported.length }));
  }
  return errors.length > 0 ? 1 : 0;
}
