import { sql } from 'kysely';
import type { Database, Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import type { Day } from '../platform/time.ts';
import type {} from './events.ts';
import type { Bounds, Geometry } from './geometry.ts';

export interface NewCity {
  /** Addresses the city as /slug where one host serves several. */
  readonly slug: string;
  readonly host?: string;
  readonly name: string;
  /** IANA name, 'America/Monterrey'. */
  readonly timeZone: string;
  /** ISO 4217, 'MXN'. */
  readonly currency: string;
  /** BCP 47, the default first: ['es-MX', 'en']. */
  readonly locales: readonly string[];
  readonly zones: readonly NewZone[];
  readonly holidays: readonly { readonly day: Day; readonly name: string }[];
  readonly departments: readonly { readonly code: string; readonly name: string }[];
  readonly bounds?: Bounds;
  /** ISO weekdays that rest, 1 Monday to 7 Sunday; Saturday and Sunday unless said. */
  readonly restDays?: readonly number[];
  /** The living city whose practice space this is. */
  readonly practiceOf?: number;
}

export interface NewZone {
  readonly code: string;
  readonly name: string;
  readonly population?: number;
  readonly geometry?: Geometry | null;
}

/** First parts of addresses that belong to pages, so no city may be called so. */
const reservedSlugs = new Set(
  `assets cycle demo desk files gallery healthz help me metrics api people privacy projects proposals results robots
  setup sign-in sign-out theme verify vote accessibility status account`.split(/\s+/),
);

/** Whether a page already answers at that first part of an address. */
export function isReservedSlug(slug: string): boolean {
  return reservedSlugs.has(slug);
}

/** Letters, digits and single hyphens, as an address shows them. */
export const slugForm = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** A host name of two parts or more, without protocol, port or path. */
export const hostForm = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/** Whether an address is free. Until the end of the transaction nobody else makes a city or changes a host. */
export async function checkPlace(
  tx: Tx,
  { slug, host, except }: { readonly slug?: string; readonly host?: string; readonly except?: number },
): Promise<Result<undefined, 'slug-taken' | 'host-taken'>> {
  await sql`select pg_advisory_xact_lock(hashtextextended('the list of cities', 0))`.execute(tx);
  const cities = await tx.selectFrom('directory.city').select(['id', 'slug', 'host']).execute();
  const others = cities.filter(({ id }) => id !== except);
  if (slug !== undefined && (isReservedSlug(slug) || others.some((one) => one.slug === slug))) {
    return refuse('slug-taken', { slug });
  }
  if (host !== undefined && others.some((one) => one.host === host)) return refuse('host-taken', { host });
  return ok();
}

/**
 * Opens a city: its line in the list of cities and all that is its own, in one transaction.
 * Throws where the zone of time, the currency or a locale does not exist, or the slug or host is taken.
 * @returns directory.city.id
 */
export function createCity(db: Database, city: NewCity): Promise<number> {
  return db.outside((tx) => addCity(tx, city));
}

/** The same inside a transaction that is no city's yet; from here to its end it is the new city's. */
export async function addCity(tx: Tx, city: NewCity): Promise<number> {
  if (isReservedSlug(city.slug)) throw new RangeError(`no city can be called ${city.slug}`);
  new Intl.DateTimeFormat('en', { timeZone: city.timeZone });
  new Intl.NumberFormat('en', { style: 'currency', currency: city.currency });
  Intl.getCanonicalLocales([...city.locales]);
  const { id } = await tx
    .insertInto('directory.city')
    .values({
      slug: city.slug,
      host: city.host?.toLowerCase() ?? null,
      name: city.name,
      practice_of: city.practiceOf ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  // The transaction becomes the new city's: LOCAL, so the connection forgets it at its end.
  await sql`select set_config('app.city_id', ${String(id)}, true)`.execute(tx);
  await tx
    .insertInto('city')
    .values({
      city_id: id,
      name: city.name,
      time_zone: city.timeZone,
      currency: city.currency,
      locales: [...city.locales],
      ...(city.restDays && { rest_days: [...city.restDays] }),
      bounds: city.bounds ? [...city.bounds] : null,
    })
    .execute();
  const zones = city.zones.map(({ code, name, population, geometry }) => ({
    city_id: id,
    code,
    name,
    population: population ?? null,
    geometry: geometry ? JSON.stringify(geometry) : null,
  }));
  if (zones.length > 0) await tx.insertInto('zone').values(zones).execute();
  const holidays = city.holidays.map((holiday) => ({ city_id: id, ...holiday }));
  if (holidays.length > 0) await tx.insertInto('holiday').values(holidays).execute();
  const departments = city.departments.map((department) => ({ city_id: id, ...department }));
  if (departments.length > 0) await tx.insertInto('department').values(departments).execute();
  await record(tx, id, {
    name: 'city.created',
    subject: `city:${id}`,
    actorId: null,
    at: new Date(),
    data: { slug: city.slug },
  });
  return id;
}
