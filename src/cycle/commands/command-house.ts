import { readFile } from 'node:fs/promises';
import { cityTexts } from '../../city/texts.ts';
import type { Database } from '../../platform/db/database.ts';
import type { CityFacts } from '../../platform/http/city.ts';
import { mergeTexts, type Translate, translator } from '../../platform/i18n/texts.ts';
import { OperatorError } from '../../platform/process/operator-error.ts';
import { builtInBlueprints } from '../built-in-blueprints.ts';
import { cycleBySlug, cyclesOf } from '../cycle-queries.ts';
import { exportBlueprint } from '../export-blueprint.ts';
import type { Finding } from '../finding.ts';
import { cycleTexts } from '../texts.ts';

/** Where a command writes, so that tests can read it, and how it reaches the cities where it needs them. */
export interface CommandHouse {
  readonly write: (line: string) => void;
  /** Opens the database for the time of `work`. */
  readonly withCities: <Value>(
    work: (db: Database, cities: readonly CityFacts[]) => Promise<Value>,
  ) => Promise<Value>;
}

export interface CommandWords {
  readonly t: Translate;
  readonly locale: string;
}

export function wordsOf(lang: string | undefined): CommandWords {
  const language = lang === 'es' ? 'es' : 'en';
  return {
    t: translator(language, [mergeTexts([cityTexts, cycleTexts], language)]),
    locale: language === 'es' ? 'es-MX' : 'en',
  };
}

export function findingLine({ path, key, args }: Finding, { t }: CommandWords): string {
  return `${path}: ${t(key, args)}`;
}

export function findingData(one: Finding, { t }: CommandWords) {
  return { ...one, sentence: t(one.key, one.args) };
}

export async function readDocument(file: string): Promise<unknown> {
  const text = await readText(file);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new OperatorError(`${file} is not JSON: ${(error as Error).message}.`);
  }
}

export function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new OperatorError(`${file} cannot be read (${error.code}).`);
  });
}

export function cityNamed(cities: readonly CityFacts[], slug: string | undefined): CityFacts {
  const city = cities.find((one) => one.slug === slug);
  if (city) return city;
  const known = cities.map((one) => one.slug).join(', ');
  throw new OperatorError(known ? `--city: say which of ${known}.` : 'There is no city yet.');
}

/** What a city and a cycle hold now; without a slug the newest cycle, and only the city's part where there is none. */
export async function exported(
  db: Database,
  city: CityFacts,
  slug: string | undefined,
): Promise<Awaited<ReturnType<typeof exportBlueprint>>> {
  return db.inCity(
    city.id,
    async (tx) => {
      const cycle = slug ? await cycleBySlug(tx, city.id, slug) : (await cyclesOf(tx, city.id))[0];
      if (slug && !cycle) throw new OperatorError(`${city.slug} has no cycle "${slug}".`);
      return exportBlueprint(tx, { city, cycle, now: new Date() });
    },
    { readOnly: true },
  );
}

/** A built-in blueprint by name, a file, or CITY/CYCLE. */
export async function documentNamed(name: string, house: CommandHouse): Promise<unknown> {
  if (Object.hasOwn(builtInBlueprints, name)) return builtInBlueprints[name];
  const [city, cycle, ...more] = name.split('/');
  if (name.endsWith('.json') || more.length > 0 || !city || !cycle) return readDocument(name);
  return house.withCities((db, cities) => {
    const found = cities.find(({ slug }) => slug === city);
    return found ? exported(db, found, cycle) : readDocument(name);
  });
}
