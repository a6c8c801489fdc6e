import type { Tx } from '../platform/db/database.ts';
import type { CityFacts } from '../platform/http/city.ts';
import type { Day, WorkCalendar } from '../platform/time.ts';
import { type Bounds, boundsOf, type Geometry } from './geometry.ts';

export interface CityLook {
  readonly colours?: { readonly primary: string; readonly accent: string };
  /** file.id of the coat of arms. */
  readonly crest?: number;
}

/** The column `look`, as the verbs of this module write it. */
export function lookOf(kept: unknown): CityLook {
  return kept as CityLook;
}

/** The city's own words and languages, over the compiled texts, by locale. */
export async function wordsOf(tx: Tx, cityId: number): Promise<CityFacts['words']> {
  const row = await tx
    .selectFrom('city')
    .select('words')
    .where('city_id', '=', cityId)
    .executeTakeFirstOrThrow();
  return row.words as CityFacts['words'];
}

export interface Zone {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly population: number | null;
  readonly geometry: Geometry | null;
}

export interface Department {
  readonly id: number;
  readonly code: string;
  readonly name: string;
}

export interface Holiday {
  readonly day: Day;
  readonly name: string;
}

/** All zones by name, with their geometry; for maps and for finding a point's zone. */
export async function zonesOf(tx: Tx, cityId: number): Promise<Zone[]> {
  const rows = await tx
    .selectFrom('zone')
    .select(['id', 'code', 'name', 'population', 'geometry'])
    .where('city_id', '=', cityId)
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, geometry: row.geometry as Geometry | null }));
}

/** All zones by name without their geometry, which can weigh megabytes; for lists and choices. */
export function zoneNamesOf(tx: Tx, cityId: number): Promise<Omit<Zone, 'geometry'>[]> {
  return tx
    .selectFrom('zone')
    .select(['id', 'code', 'name', 'population'])
    .where('city_id', '=', cityId)
    .orderBy('name')
    .orderBy('id')
    .execute();
}

export function departmentsOf(tx: Tx, cityId: number): Promise<Department[]> {
  return tx
    .selectFrom('department')
    .select(['id', 'code', 'name'])
    .where('city_id', '=', cityId)
    .orderBy('name')
    .execute();
}

export function holidaysOf(tx: Tx, cityId: number): Promise<Holiday[]> {
  return tx
    .selectFrom('holiday')
    .select(['day', 'name'])
    .where('city_id', '=', cityId)
    .orderBy('day')
    .execute();
}

/** Name and week as they are now; the facts of a request may be some seconds older. */
export async function cityWeek(
  tx: Tx,
  cityId: number,
): Promise<{ name: string; restDays: readonly number[] }> {
  const { name, rest_days } = await tx
    .selectFrom('city')
    .select(['name', 'rest_days'])
    .where('city_id', '=', cityId)
    .executeTakeFirstOrThrow();
  return { name, restDays: rest_days };
}

/** What deadlines count: the city's days of rest and its holidays. */
export async function workCalendar(tx: Tx, cityId: number): Promise<WorkCalendar> {
  const { restDays } = await cityWeek(tx, cityId);
  const holidays = await holidaysOf(tx, cityId);
  return { restDays, holidays: new Set(holidays.map(({ day }) => day)) };
}

/** The box that holds the city: as set, else around its zones, else undefined. */
export async function cityBounds(tx: Tx, cityId: number): Promise<Bounds | undefined> {
  const row = await tx
    .selectFrom('city')
    .select('bounds')
    .where('city_id', '=', cityId)
    .executeTakeFirstOrThrow();
  if (row.bounds) return row.bounds as unknown as Bounds;
  const zones = await zonesOf(tx, cityId);
  return boundsOf(zones.map(({ geometry }) => geometry));
}
