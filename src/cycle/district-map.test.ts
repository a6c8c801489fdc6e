import { expect, it } from 'vitest';
import { sanJacinto } from '../city/city.fixtures.ts';
import type { District } from './cycle.ts';
import { drawDistricts } from './district-map.ts';

const zones = sanJacinto.zones.map(({ code, name, geometry }, index) => ({
  id: index + 1,
  code,
  name,
  population: null,
  geometry: geometry ?? null,
}));
const district = (id: number, zoneIds: number[]): District => ({
  id,
  code: `d${id}`,
  name: `Sector ${id}`,
  parentId: null,
  level: 1,
  lowest: true,
  zoneIds,
});

it('a district is drawn as one ground with one outline, and its number stands inside it', () => {
  const map = drawDistricts([district(1, [1, 2]), district(2, [4])], zones);
  const [two, one] = map?.shapes ?? [];
  expect(map?.width).toBeLessThanOrEqual(641);
  const edges = (path: string | undefined) => path?.match(/M/g)?.length;
  // Two zones of six edges each that share one border: ten edges are outside.
  expect(edges(one?.border)).toBe(6);
  expect(edges(two?.border)).toBe(10);
  expect(two?.ground.match(/Z/g)).toHaveLength(2);
  const [x, y] = two?.at ?? [0, 0];
  expect(x).toBeGreaterThan(0);
  expect(x).toBeLessThan(map?.width ?? 0);
  expect(y).toBeGreaterThan((map?.height ?? 0) / 2);
});

it('without shapes there is no map, and a zone without one is left out', () => {
  const flat = zones.map((zone) => ({ ...zone, geometry: null }));
  expect(drawDistricts([district(1, [1, 2])], flat)).toBeUndefined();
  const some = zones.map((zone) => (zone.id === 2 ? { ...zone, geometry: null } : zone));
  expect(drawDistricts([district(1, [1]), district(2, [2])], some)?.shapes).toHaveLength(1);
});
