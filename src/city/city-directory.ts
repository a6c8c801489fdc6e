import type { Database } from '../platform/db/database.ts';
import type { CityFacts } from '../platform/http/city.ts';
import type { CityDirectory } from '../platform/http/reader.ts';
import { blackoutsOf } from './blackout-queries.ts';

/** How long a city's name, languages or words may be out of date in a process, in milliseconds. */
const reloadEvery = 4_000;

export interface LoadedCities extends CityDirectory {
  /** Every city served here, for the worker's rounds; `base` is '/slug'. */
  readonly all: () => readonly CityFacts[];
  /** Reads the list again now; the process does so by itself every few seconds. */
  readonly reload: () => Promise<void>;
  readonly stop: () => void;
}

interface Listed {
  readonly host: string | null;
  /** The city where its own host, or its being the only one, tells it. */
  readonly alone: CityFacts;
  /** The same below /slug. */
  readonly named: CityFacts;
}

/** The list of cities, kept in memory: every request asks it before the database may be asked anything. */
export async function loadCities(db: Database, { demo }: { demo: boolean }): Promise<LoadedCities> {
  let cities = await readCities(db, demo);
  const reload = async () => {
    cities = await readCities(db, demo);
  };
  const timer = setInterval(() => {
    // A database that is away for a moment leaves the last known list; the health page tells of it.
    reload().catch(() => {});
  }, reloadEvery).unref();
  return {
    find: (host, url) => findCity(cities, host, url),
    all: () => cities.map(({ named }) => named),
    reload,
    stop: () => clearInterval(timer),
  };
}

/**
 * By host name; else by the first part of the path; else the only city there is. A practice space has no host of its own:
 * it is found below its living city, and is never the only one.
 */
export function findCity(
  cities: readonly Listed[],
  host: string,
  url: string,
): { city: CityFacts; rest: string } | null {
  const bare = host.toLowerCase().replace(/:\d+$/, '');
  const [, slug, rest = ''] = /^\/([^/?#]+)(.*)$/.exec(url) ?? [];
  const below = rest.startsWith('/') ? rest : `/${rest}`;
  const living = cities.filter(({ named }) => !named.practice);
  const own = living.find((city) => city.host === bare);
  const named = cities.find((city) => city.named.slug === slug)?.named;
  if (own) {
    if (named?.practice?.of !== own.alone.id) return { city: own.alone, rest: url };
    return { city: { ...named, practice: { ...named.practice, base: '' } }, rest: below };
  }
  const [only] = living;
  if (named?.practice && living.length === 1) {
    return { city: { ...named, practice: { ...named.practice, base: '' } }, rest: below };
  }
  if (named) return { city: named, rest: below };
  return only && living.length === 1 ? { city: only.alone, rest: url } : null;
}

async function readCities(db: Database, demo: boolean): Promise<Listed[]> {
  const list = await db.outside((tx) =>
    tx
      .selectFrom('directory.city')
      .select(['id', 'slug', 'host', 'name', 'practice_of'])
      .orderBy('id')
      .execute(),
  );
  const cities: Listed[] = [];
  for (const { id, slug, host, practice_of } of list) {
    const living = list.find((one) => one.id === practice_of);
    const row = await db.inCity(
      id,
      async (tx) => {
        const found = await tx
          .selectFrom('city')
          .select(['name', 'time_zone', 'currency', 'locales', 'words'])
          .where('city_id', '=', id)
          .executeTakeFirst();
        return found && { ...found, blackouts: await blackoutsOf(tx, id) };
      },
      { readOnly: true },
    );
    if (!row) continue;
    const alone: CityFacts = {
      id,
      slug,
      base: '',
      name: row.name,
      timeZone: row.time_zone,
      currency: row.currency,
      locales: row.locales,
      words: row.words as CityFacts['words'],
      // One click to be anybody is for installations that hold nothing real; a practice space may stand beside a living city.
      demo: demo && !living,
      ...(living && { practice: { of: living.id, name: living.name, base: `/${living.slug}`, demo } }),
      blackouts: row.blackouts,
    };
    cities.push({ host, alone, named: { ...alone, base: `/${slug}` } });
  }
  return cities;
}
