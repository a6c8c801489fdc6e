import { sql } from 'kysely';
import type { Database, Tx } from '../platform/db/database.ts';
import { fileAddress } from '../platform/files/file-address.ts';
import type { CityFacts } from '../platform/http/city.ts';
import type { CityDirectory } from '../platform/http/reader.ts';
import { lookOf, wordsOf } from './city-queries.ts';
import { themeAddress } from './theme-route.ts';

/** How long a city's name, languages or words may be out of date in a process, in milliseconds. */
const reloadEvery = 4_000;

export interface LoadedCities extends CityDirectory {
  readonly stop: () => void;
}

interface Listed {
  readonly host: string | null;
  readonly wordsDigest: string;
  /** The city where its own host, or its being the only one, tells it. */
  readonly alone: CityFacts;
  /** The same below /slug. */
  readonly named: CityFacts;
}

/** The list of cities, kept in memory: every request asks it before the database may be asked anything. */
export async function loadCities(db: Database, { demo }: { demo: boolean }): Promise<LoadedCities> {
  let cities = await readCities(db, demo, []);
  const reload = async () => {
    cities = await readCities(db, demo, cities);
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

/** By host name; else by the first part of the path; else the only city there is. */
export function findCity(
  cities: readonly Listed[],
  host: string,
  url: string,
): { city: CityFacts; rest: string } | null {
  const bare = host.toLowerCase().replace(/:\d+$/, '');
  const own = cities.find((city) => city.host === bare);
  if (own) return { city: own.alone, rest: url };
  const [, slug, rest = ''] = /^\/([^/?#]+)(.*)$/.exec(url) ?? [];
  const named = cities.find((city) => city.named.slug === slug)?.named;
  if (named) return { city: named, rest: rest.startsWith('/') ? rest : `/${rest}` };
  const [only] = cities;
  return only && cities.length === 1 ? { city: only.alone, rest: url } : null;
}

async function readCities(db: Database, demo: boolean, before: readonly Listed[]): Promise<Listed[]> {
  const list = await db.outside((tx) =>
    tx.selectFrom('directory.city').select(['id', 'slug', 'host']).orderBy('id').execute(),
  );
  const cities: Listed[] = [];
  for (const { id, slug, host } of list) {
    const known = before.find(({ alone }) => alone.id === id);
    const read = await db.inCity(id, (tx) => readCity(tx, id, known), { readOnly: true });
    if (!read) continue;
    const { row, words, wordsDigest } = read;
    const look = lookOf(row.look);
    const facts = (base: string): CityFacts => ({
      id,
      slug,
      base,
      name: row.name,
      timeZone: row.time_zone,
      currency: row.currency,
      locales: row.locales,
      words,
      demo,
      contact: row.contact,
      ...(host && { host }),
      ...(look.colours && {
        colours: look.colours,
        theme: `${base}${themeAddress(look.colours)}`,
      }),
      ...(look.crest && { crest: `${base}${fileAddress(look.crest, 'small')}` }),
    });
    cities.push({ host, wordsDigest, alone: facts(''), named: facts(`/${slug}`) });
  }
  return cities;
}

/** The texts of a whole language weigh a quarter of a megabyte: they are read again only when they have changed. */
async function readCity(tx: Tx, id: number, known: Listed | undefined) {
  const row = await tx
    .selectFrom('city')
    .select(['name', 'time_zone', 'currency', 'locales', 'look', 'contact'])
    .select(sql<string>`md5(words::text)`.as('words_digest'))
    .where('city_id', '=', id)
    .executeTakeFirst();
  if (!row) return undefined;
  const wordsDigest = row.words_digest;
  if (known && known.wordsDigest === wordsDigest) return { row, words: known.alone.words, wordsDigest };
  const words = await wordsOf(tx, id);
  return { row, words, wordsDigest };
}
