/** A place as GeoJSON writes it: longitude first, then latitude, in degrees of WGS84. */
export type Position = readonly number[];
/** The first ring is the outside, the others are holes; each ring ends where it began. */
export type Rings = readonly (readonly Position[])[];

export type Geometry =
  | { readonly type: 'Polygon'; readonly coordinates: Rings }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly Rings[] };

/** West, south, east, north in degrees. */
export type Bounds = readonly [number, number, number, number];

interface Territory {
  readonly geometry: Geometry | null;
}

/** The zone that holds a point. Where two zones share a border, a point on it lies in exactly one of them. */
export function zoneAt<Zone extends Territory>(
  zones: readonly Zone[],
  latitude: number,
  longitude: number,
): Zone | undefined {
  return zones.find(({ geometry }) => geometry !== null && geometryHolds(geometry, latitude, longitude));
}

/** Whether a point lies in the box, or in one of the zones. */
export function isInside(where: Bounds | readonly Territory[], latitude: number, longitude: number): boolean {
  if (isBounds(where)) {
    const [west, south, east, north] = where;
    return longitude >= west && longitude <= east && latitude >= south && latitude <= north;
  }
  return zoneAt(where, latitude, longitude) !== undefined;
}

function isBounds(where: Bounds | readonly Territory[]): where is Bounds {
  return typeof where[0] === 'number';
}

function geometryHolds(geometry: Geometry, latitude: number, longitude: number): boolean {
  return polygonsOf(geometry).some((rings) =>
    // Crossing every ring once more for each hole: inside the outside and outside of every hole is an odd number.
    rings.reduce((inside, ring) => inside !== ringHolds(ring, latitude, longitude), false),
  );
}

/** Counts how often a ray to the east crosses the ring; half-open edges make shared corners count once. */
function ringHolds(ring: readonly Position[], latitude: number, longitude: number): boolean {
  let inside = false;
  for (let index = 0; index < ring.length - 1; index += 1) {
    // Both zones beside a border must see the same edge in the same direction, or rounding opens a gap between them.
    const [low, high] = upward(ring[index] as Position, ring[index + 1] as Position);
    const [x1, y1] = low as [number, number];
    const [x2, y2] = high as [number, number];
    if (y1 <= latitude && latitude < y2 && longitude < x1 + ((latitude - y1) / (y2 - y1)) * (x2 - x1)) {
      inside = !inside;
    }
  }
  return inside;
}

function upward(from: Position, to: Position): [Position, Position] {
  return (from[1] as number) <= (to[1] as number) ? [from, to] : [to, from];
}

export function polygonsOf(geometry: Geometry): readonly Rings[] {
  return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
}

/** The box around everything; undefined where there is nothing. */
export function boundsOf(geometries: readonly (Geometry | null)[]): Bounds | undefined {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const geometry of geometries) {
    for (const [x, y] of geometry ? polygonsOf(geometry).flat(2) : []) {
      box[0] = Math.min(box[0], x as number);
      box[1] = Math.min(box[1], y as number);
      box[2] = Math.max(box[2], x as number);
      box[3] = Math.max(box[3], y as number);
    }
  }
  return box[0] === Infinity ? undefined : box;
}
