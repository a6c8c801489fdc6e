import { cityBounds, type Zone, zonesOf } from '../city/city-queries.ts';
import { type Bounds, isInside, zoneAt } from '../city/geometry.ts';
import {
  type Allotment,
  allotmentsOf,
  type Cycle,
  type District,
  districtsOf,
} from '../cycle/cycle-queries.ts';
import type { Tx } from '../platform/db/database.ts';
import { ok, type Result, refuse } from '../platform/result.ts';

/** Everything that a place is checked against. */
export interface Territory {
  readonly zones: readonly Zone[];
  readonly districts: readonly District[];
  readonly allotments: readonly Allotment[];
  readonly bounds: Bounds | undefined;
}

export async function territoryOf(tx: Tx, cycle: Cycle): Promise<Territory> {
  return {
    zones: await zonesOf(tx, cycle.cityId),
    districts: await districtsOf(tx, cycle),
    allotments: await allotmentsOf(tx, cycle),
    bounds: await cityBounds(tx, cycle.cityId),
  };
}

/** Where a proposal wants something done: a zone, or a whole district when its author cannot or need not say. */
export type Where = { readonly zoneId: number } | { readonly districtId: number };

/** As a form's field carries it: 'z:12' or 'd:3'. */
export function readWhere(typed: string): Where | undefined {
  const match = /^([zd]):(\d{1,15})$/.exec(typed);
  if (!match) return undefined;
  return match[1] === 'z' ? { zoneId: Number(match[2]) } : { districtId: Number(match[2]) };
}

export function writeWhere(where: Where): string {
  return 'zoneId' in where ? `z:${where.zoneId}` : `d:${where.districtId}`;
}

export interface AskedPlace {
  readonly track: string;
  readonly where: Where;
  /** Degrees of WGS84; both or neither. */
  readonly latitude: number | null;
  readonly longitude: number | null;
}

export interface FoundPlace {
  readonly districtId: number;
  readonly zoneId: number | null;
}

/** `place` in the details of a refusal is the name of what was chosen, `found` of where the point really lies. */
export type PlaceProblem = 'unknown-place' | 'outside-city' | 'elsewhere';

/** The district whose money a proposal asks for, and the zone it lies in when that is known. */
export function findPlace(territory: Territory, asked: AskedPlace): Result<FoundPlace, PlaceProblem> {
  const { zones, districts } = territory;
  const lowest =
    'zoneId' in asked.where
      ? districtHolding(districts, asked.where.zoneId)
      : byId(districts, asked.where.districtId);
  const zone =
    'zoneId' in asked.where
      ? zones.find(({ id }) => id === (asked.where as { zoneId: number }).zoneId)
      : undefined;
  if (!lowest || ('zoneId' in asked.where && !zone)) return refuse('unknown-place');
  const district = withMoney(territory, asked.track, lowest);
  if (asked.latitude === null || asked.longitude === null)
    return ok({ districtId: district.id, zoneId: zone?.id ?? null });
  const chosen = zone ?? { name: lowest.name, geometry: null };
  const point = whereIs(territory, asked.latitude, asked.longitude);
  if (point === 'outside') return refuse('outside-city');
  const fits = !point || (zone ? point.id === zone.id || !zone.geometry : lowest.zoneIds.includes(point.id));
  if (!fits) return refuse('elsewhere', { place: chosen.name, found: point.name });
  return ok({ districtId: district.id, zoneId: zone?.id ?? point?.id ?? null });
}

/** The zone of a point; undefined where the map does not tell, 'outside' where it tells that the point is not in the city. */
export function whereIs(
  { zones, bounds }: Pick<Territory, 'zones' | 'bounds'>,
  latitude: number,
  longitude: number,
): Zone | 'outside' | undefined {
  if (bounds && !isInside(bounds, latitude, longitude)) return 'outside';
  const zone = zoneAt(zones, latitude, longitude);
  if (zone) return zone;
  // A city whose every zone is drawn has no room between them; one with gaps in its map may.
  return zones.length > 0 && zones.every(({ geometry }) => geometry !== null) ? 'outside' : undefined;
}

export function districtHolding(districts: readonly District[], zoneId: number): District | undefined {
  return districts.find(({ lowest, zoneIds }) => lowest && zoneIds.includes(zoneId));
}

/** The nearest district upwards that has money for the track; without any such money, the district itself. */
function withMoney({ districts, allotments }: Territory, track: string, from: District): District {
  for (
    let at: District | undefined = from;
    at;
    at = at.parentId === null ? undefined : byId(districts, at.parentId)
  ) {
    const { id } = at;
    if (allotments.some((one) => one.districtId === id && one.track === track)) return at;
  }
  return from;
}

function byId(districts: readonly District[], id: number): District | undefined {
  return districts.find((district) => district.id === id);
}
