import { z } from 'zod';
import type { TextArgs, TextKey } from '../platform/i18n/texts.ts';
import { type Bounds, type Geometry, isInside, type Position, polygonsOf } from './geometry.ts';

export interface FileZone {
  readonly code: string;
  readonly name: string;
  readonly population: number | null;
  /** Null where the file is a list. */
  readonly geometry: Geometry | null;
  /** Code or name of the district that a cycle puts it in, where the file says so. */
  readonly district?: string;
}

/** What is wrong with a feature; `feature` counts from 1 (in a list it is the line), undefined where the whole file is meant. */
export interface ZoneProblem {
  readonly feature: number | undefined;
  readonly key: TextKey;
  readonly args: TextArgs;
}

/** Points of one ring; a neighbourhood has hundreds, and every page with a map carries them. */
const mostPoints = 10_000;

const position = z.array(z.number()).min(2);
const ring = z.array(position);
const geometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: z.array(ring).min(1) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ring).min(1)).min(1) }),
]);
const collection = z.object({ type: z.literal('FeatureCollection'), features: z.array(z.unknown()).min(1) });
const feature = z.object({ properties: z.record(z.string(), z.unknown()).nullable(), geometry: z.unknown() });

/** Property names under which Mexican and other sources keep code, name and population. */
const propertyNames = {
  code: ['code', 'codigo', 'clave', 'cve', 'cvegeo', 'id'],
  name: ['name', 'nombre', 'nom', 'nomgeo', 'colonia'],
  population: ['population', 'poblacion', 'pobtot'],
  district: ['district', 'distrito', 'sector', 'delegacion'],
};

/**
 * Reads zones from a GeoJSON FeatureCollection (RFC 7946: WGS84, longitude first), and names every feature that is not a
 * sound polygon inside the city's bounds.
 * @param bounds the box that holds the city; without it only the globe is the limit
 */
export function readZoneFile(
  text: string,
  bounds: Bounds | undefined,
): { zones: FileZone[]; problems: ZoneProblem[] } {
  const parsed = parseCollection(text);
  if (!parsed)
    return { zones: [], problems: [{ feature: undefined, key: 'city.zones.not-geojson', args: {} }] };
  const zones: FileZone[] = [];
  const problems: ZoneProblem[] = [];
  const codes = new Map<string, number>();
  parsed.forEach((one, index) => {
    const number = index + 1;
    const read = readFeature(one, bounds);
    if ('key' in read) {
      problems.push({ feature: number, key: read.key, args: { feature: number, ...read.args } });
      return;
    }
    const first = codes.get(read.code);
    if (first !== undefined) {
      const args = { feature: number, code: read.code, first };
      problems.push({ feature: number, key: 'city.zones.code-twice', args });
      return;
    }
    codes.set(read.code, number);
    zones.push(read);
  });
  return { zones, problems };
}

function parseCollection(text: string): unknown[] | null {
  try {
    const parsed = collection.safeParse(JSON.parse(text.replace(/^\uFEFF/, '')));
    return parsed.success ? parsed.data.features : null;
  } catch {
    return null;
  }
}

type Problem = { key: TextKey; args?: TextArgs };

function readFeature(value: unknown, bounds: Bounds | undefined): FileZone | Problem {
  const parsed = feature.safeParse(value);
  if (!parsed.success) return { key: 'city.zones.not-feature' };
  const properties = lowerCaseKeys(parsed.data.properties ?? {});
  const code = textOf(properties, propertyNames.code);
  const name = textOf(properties, propertyNames.name);
  if (!code) return { key: 'city.zones.no-code' };
  if (!name) return { key: 'city.zones.no-name' };
  const shape = geometry.safeParse(parsed.data.geometry);
  if (!shape.success) return { key: 'city.zones.not-polygon', args: { name } };
  const problem = shapeProblem(shape.data, bounds);
  if (problem) return { key: problem.key, args: { name, ...problem.args } };
  const district = textOf(properties, propertyNames.district);
  const population = Number(textOf(properties, propertyNames.population));
  return {
    code,
    name,
    population: Number.isSafeInteger(population) && population > 0 ? population : null,
    geometry: shape.data,
    ...(district !== '' && { district }),
  };
}

function lowerCaseKeys(properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key.toLowerCase(), value]));
}

function textOf(properties: Readonly<Record<string, unknown>>, names: readonly string[]): string {
  for (const name of names) {
    const value = properties[name];
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    if (typeof value === 'number') return String(value);
  }
  return '';
}

function shapeProblem(shape: Geometry, bounds: Bounds | undefined): Problem | undefined {
  const rings = polygonsOf(shape).flat();
  for (const one of rings) {
    if (one.length < 4 || !samePlace(one[0], one.at(-1))) return { key: 'city.zones.open-ring' };
    if (one.length > mostPoints) return { key: 'city.zones.too-fine', args: { most: mostPoints } };
  }
  const places = rings.flat();
  const limits = bounds ?? ([-180, -90, 180, 90] as const);
  const outside = places.find(([x, y]) => !isInside(limits, y as number, x as number));
  if (!outside) return crossingEdges(rings) ? { key: 'city.zones.crossing' } : undefined;
  const swapped = places.every(([x, y]) => isInside(limits, x as number, y as number));
  if (swapped) return { key: 'city.zones.swapped' };
  return { key: 'city.zones.outside', args: { longitude: String(outside[0]), latitude: String(outside[1]) } };
}

function samePlace(a: Position | undefined, b: Position | undefined): boolean {
  return a?.[0] === b?.[0] && a?.[1] === b?.[1];
}

type Edge = readonly [from: Position, to: Position, west: number, east: number];

/**
 * Whether an edge of a ring crosses another edge of the same ring: such a ring has no inside. Edges are compared only where
 * they share a longitude, or a state's coastline would take minutes.
 */
function crossingEdges(rings: readonly (readonly Position[])[]): boolean {
  return rings.some((one) => {
    const edges = one.slice(1).map((to, index): Edge => {
      const from = one[index] as Position;
      const [a, b] = [from[0] as number, to[0] as number];
      return [from, to, Math.min(a, b), Math.max(a, b)];
    });
    edges.sort((a, b) => a[2] - b[2]);
    return edges.some((edge, index) => {
      for (let next = index + 1; next < edges.length; next += 1) {
        const other = edges[next] as Edge;
        if (other[2] > edge[3]) return false;
        if (crosses(edge[0], edge[1], other[0], other[1])) return true;
      }
      return false;
    });
  });
}

/** Proper crossing only: neighbours share a corner, and rings may touch themselves in a point. */
function crosses(a: Position, b: Position, c: Position, d: Position): boolean {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

function side([ax, ay]: Position, [bx, by]: Position, [cx, cy]: Position): number {
  const cross =
    ((bx as number) - (ax as number)) * ((cy as number) - (ay as number)) -
    ((by as number) - (ay as number)) * ((cx as number) - (ax as number));
  return Math.sign(cross);
}
