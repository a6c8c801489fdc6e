import { parseArgs } from 'node:util';
import { cityNow } from '../../city/clock.ts';
import { UsageError } from '../../platform/process/operator-error.ts';
import { type Applied, applyBlueprint, type NotApplied } from '../apply-blueprint.ts';
import { typedValue } from '../typed-value.ts';
import {
  type CommandHouse,
  cityNamed,
  documentNamed,
  findingData,
  findingLine,
  readText,
  wordsOf,
} from './command-house.ts';

const options = {
  city: { type: 'string' },
  slug: { type: 'string' },
  name: { type: 'string' },
  start: { type: 'string' },
  prefix: { type: 'string' },
  zones: { type: 'string' },
  set: { type: 'string', multiple: true },
  'dry-run': { type: 'boolean' },
  json: { type: 'boolean' },
  lang: { type: 'string' },
} as const;

/** Carries the answer of an application that must leave no trace out of its transaction. */
class Undone extends Error {
  readonly answer: Applied | NotApplied;
  constructor(answer: Applied | NotApplied) {
    super('nothing is kept');
    this.answer = answer;
  }
}

/** `cabildo blueprint apply`: all of it or nothing. @returns 0 when it is done or would be, 1 when it is refused */
export async function applyCommand(args: string[], house: CommandHouse): Promise<0 | 1> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [file, ...more] = positionals;
  const { slug, name, start } = values;
  if (!file || more.length > 0 || !slug || !name) {
    throw new UsageError('cabildo blueprint apply FILE --city CITY --slug SLUG --name NAME [--start DAY]');
  }
  if (start !== undefined && !isDay(start)) throw new UsageError('--start is a day like 2028-02-01.');
  const document = await documentNamed(file, house);
  const zones = values.zones === undefined ? undefined : await readText(values.zones);
  const words = wordsOf(values.lang);
  return house.withCities(async (db, cities) => {
    const city = cityNamed(cities, values.city);
    const answer = await db
      .inCity(city.id, async (tx) => {
        const now = await cityNow(tx, city.id);
        const given = givenValues(values.set ?? [], values.prefix, city.currency);
        const act = { cityId: city.id, actorId: null, now };
        const done = await applyBlueprint(tx, { ...act, document, slug, name, start, zones, values: given });
        if (!done.ok || values['dry-run']) throw new Undone(done.ok ? done.value : done);
        return done.value;
      })
      .catch((error) => {
        if (error instanceof Undone) return error.answer;
        throw error;
      });
    const refused = 'findings' in answer;
    if (values.json) {
      const findings = refused ? answer.findings.map((one) => findingData(one, words)) : [];
      const rest = refused
        ? {}
        : { ...answer, warnings: answer.warnings.map((one) => findingData(one, words)) };
      house.write(JSON.stringify({ ok: !refused, dryRun: values['dry-run'] === true, findings, ...rest }));
      return refused ? 1 : 0;
    }
    if (refused) {
      for (const one of answer.findings) house.write(findingLine(one, words));
      house.write(words.t('cycle.command.not-applied'));
      return 1;
    }
    for (const one of answer.warnings) house.write(findingLine(one, words));
    for (const path of answer.unknown) house.write(`${path}: ${words.t('cycle.command.unknown')}`);
    house.write(words.t('cycle.command.taken', { ...answer.city }));
    const said = { slug, city: city.name };
    house.write(words.t(values['dry-run'] ? 'cycle.command.would-apply' : 'cycle.command.applied', said));
    return 0;
  });
}

/** `--set cycle.money.total=2,500,000`: as a person types it, amounts in whole units of the city's currency. */
function givenValues(
  set: readonly string[],
  prefix: string | undefined,
  currency: string,
): Record<string, unknown> {
  const values: Record<string, unknown> = prefix === undefined ? {} : { 'cycle.prefix': prefix };
  for (const one of set) {
    const at = one.indexOf('=');
    const path = one.slice(0, at);
    const value = at < 1 ? undefined : typedValue(path, one.slice(at + 1), currency);
    if (value === undefined) throw new UsageError(`--set ${one}: write PATH=VALUE, amounts in whole units.`);
    values[path] = value;
  }
  return values;
}

function isDay(text: string): boolean {
  const moment = new Date(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    !Number.isNaN(moment.getTime()) &&
    moment.toISOString().startsWith(text)
  );
}
