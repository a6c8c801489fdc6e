import { sql } from 'kysely';
import type { Database, Tx } from '../platform/db/database.ts';
import { fileAddress } from '../platform/files/file-address.ts';
import type { CityFacts } from '../platform/http/city.ts';
import type { CityDirectory } from '../platform/http/reader.ts';
import { blackoutsOf } from './blackout-queries.ts';
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
export async function loadCities(
  db: Database,
  { demo, sharedHost }: { demo: boolean; sharedHost?: string | undefined },
): Promise<LoadedCities> {
  let cities = await readCities(db, { demo, sharedHost }, []);
  const reload = async () => {
    cities = await readCities(db, { demo, sharedHost }, cities);
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

async function readCities(
  db: Database,
  { demo, sharedHost }: { demo: boolean; sharedHost?: string | undefined },
  before: readonly Listed[],
): Promise<Listed[]> {
  const list = await db.outside((tx) =>
    tx
      .selectFrom('directory.city')
      .select(['id', 'slug', 'host', 'name', 'practice_of'])
      .orderBy('id')
      .execute(),
  );
  const cities: Listed[] = [];
  const isShared = list.filter((one) => one.practice_of === null).length > 1;
  for (const { id, slug, host: wanted, practice_of } of list) {
    // The address that all cities share is no city's own: one of them cannot stand before the others' doors.
    const host = isShared && wanted === sharedHost ? null : wanted;
    const living = list.find((one) => one.id === practice_of);
    const known = before.find(({ alone }) => alone.id === id);
    const read = await db.inCity(id, (tx) => readCity(tx, id, known), { readOnly: true });
    if (!read) continue;
    const { row, words, wordsDigest, blackouts } = read;
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
      // One click to be anybody is for installations that hold nothing real; a practice space may stand beside a living city.
      demo: demo && !living,
      ...(living && { practice: { of: living.id, name: living.name, base: `/${living.slug}`, demo } }),
      blackouts,
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
  const isKnown = known && known.wordsDigest === wordsDigest;
  const words = isKnown ? known.alone.words : await wordsOf(tx, id);
  return { row, words, wordsDigest, blackouts: await blackoutsOf(tx, id) };
}
