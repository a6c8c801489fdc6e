import type { Zone } from '../city/city-queries.ts';
import { boundsOf, polygonsOf } from '../city/geometry.ts';
import type { District } from './cycle.ts';

/** A drawing of the districts, in dots from the north-west corner. */
export interface DistrictMap {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly DistrictShape[];
}

export interface DistrictShape {
  readonly districtId: number;
  /** Its zones, to be filled. */
  readonly ground: string;
  /** Its outline, without the borders between its own zones. */
  readonly border: string;
  /** Where its number stands. */
  readonly at: readonly [x: number, y: number];
}

const width = 640;
const tallest = 640;

type Point = readonly [x: number, y: number];

/** Draws the districts that hold zones; undefined where no zone has a shape. */
export function drawDistricts(
  districts: readonly District[],
  zones: readonly Zone[],
): DistrictMap | undefined {
  const shaped = new Map(zones.flatMap(({ id, geometry }) => (geometry ? [[id, geometry] as const] : [])));
  const lowest = districts.filter(({ lowest: one, zoneIds }) => one && zoneIds.some((id) => shaped.has(id)));
  const box = boundsOf(lowest.flatMap(({ zoneIds }) => zoneIds.map((id) => shaped.get(id) ?? null)));
  if (!box) return undefined;
  const [west, south, east, north] = box;
  // A degree of longitude is shorter than one of latitude, by the cosine of where one is.
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = Math.min(
    width / Math.max(1e-9, (east - west) * narrow),
    tallest / Math.max(1e-9, north - south),
  );
  const place = ([x = 0, y = 0]: readonly number[]): Point => [
    Math.round((x - west) * narrow * scale),
    Math.round((north - y) * scale),
  ];
  return {
    width: Math.ceil((east - west) * narrow * scale),
    height: Math.ceil((north - south) * scale),
    shapes: lowest.map(({ id, zoneIds }) => {
      const rings = zoneIds.flatMap((zoneId) => {
        const geometry = shaped.get(zoneId);
        return geometry
          ? polygonsOf(geometry).flatMap((polygon) => polygon.map((ring) => dots(ring.map(place))))
          : [];
      });
      return {
        districtId: id,
        ground: rings.map(closed).join(''),
        border: outline(rings),
        at: middle(rings),
      };
    }),
  };
}

/** The ring without dots that fall onto the one before: what is smaller than a dot is not seen. */
function dots(ring: readonly Point[]): Point[] {
  return ring.filter(([x, y], index) => {
    const before = ring[index - 1];
    return before === undefined || before[0] !== x || before[1] !== y;
  });
}

function closed(ring: readonly Point[]): string {
  return `M${ring.map((point) => point.join(' ')).join('L')}Z`;
}

/** Edges that only one zone has: where two zones of a district meet, both have it. */
function outline(rings: readonly (readonly Point[])[]): string {
  const edges = new Map<string, string>();
  for (const ring of rings) {
    for (const [index, to] of ring.entries()) {
      const from = ring[index - 1];
      if (!from) continue;
      const key = [from.join(' '), to.join(' ')].sort().join('L');
      if (!edges.delete(key)) edges.set(key, `M${key}`);
    }
  }
  return [...edges.values()].join('');
}

/** The middle of the largest ring, by the box around it. */
function middle(rings: readonly (readonly Point[])[]): Point {
  const boxes = rings.map((ring) => {
    const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)];
    const [left, right] = [Math.min(...xs), Math.max(...xs)];
    const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
    return { x: (left + right) / 2, y: (top + bottom) / 2, area: (right - left) * (bottom - top) };
  });
  const all = boxes.reduce((sum, { area }) => sum + area, 0) || 1;
  // Weighed by their size, so that the number stands in the middle of the whole rather than of one zone.
  const weigh = (of: 'x' | 'y') => Math.round(boxes.reduce((sum, box) => sum + box[of] * box.area, 0) / all);
  return [weigh('x'), weigh('y')];
}
