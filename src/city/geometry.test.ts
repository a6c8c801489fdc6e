import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sanJacinto } from './city.fixtures.ts';
import { boundsOf, type Geometry, isInside, zoneAt } from './geometry.ts';

const zones = sanJacinto.zones.map(({ code, geometry = null }) => ({ code, geometry }));
const square = (west: number, south: number, side: number) => [
  [west, south],
  [west + side, south],
  [west + side, south + side],
  [west, south + side],
  [west, south],
];

test('a point lies in the zone that holds it, and outside the city in none', () => {
  expect(zoneAt(zones, 25.646, -100.412)?.code).toBe('centro');
  expect(zoneAt(zones, 25.66, -100.38)?.code).toBe('valle-alto');
  expect(zoneAt(zones, 25.6, -100.412)).toBeUndefined();
  expect(isInside(zones, 25.646, -100.412)).toBe(true);
  expect(isInside([-100.43, 25.62, -100.36, 25.68], 25.69, -100.4)).toBe(false);
});

test('holes and separate parts of a zone are seen', () => {
  const geometry: Geometry = {
    type: 'MultiPolygon',
    coordinates: [[square(0, 0, 10), square(4, 4, 2)], [square(20, 0, 5)]],
  };
  const zone = [{ geometry }];
  expect(isInside(zone, 1, 1)).toBe(true);
  expect(isInside(zone, 5, 5)).toBe(false);
  expect(isInside(zone, 1, 22)).toBe(true);
  expect(isInside(zone, 1, 15)).toBe(false);
});

test('a zone without geometry holds no point', () => {
  expect(zoneAt([{ geometry: null }], 0, 0)).toBeUndefined();
  expect(boundsOf([null])).toBeUndefined();
});

describe('where zones meet', () => {
  const holders = (latitude: number, longitude: number) =>
    zones.filter((zone) => zoneAt([zone], latitude, longitude)).map(({ code }) => code);

  test('a point on a shared border lies in exactly one of them', () => {
    const along = fc.double({ min: -100.42, max: -100.375001, noNaN: true });
    fc.assert(fc.property(along, (longitude) => holders(25.652, longitude).length === 1));
    const up = fc.double({ min: 25.64, max: 25.663999, noNaN: true });
    fc.assert(fc.property(up, (latitude) => holders(latitude, -100.405).length === 1));
  });

  test('no point of the valley lies in two zones, and none of its middle in no zone', () => {
    const longitude = fc.double({ min: -100.42, max: -100.375001, noNaN: true });
    const latitude = fc.double({ min: 25.64, max: 25.663999, noNaN: true });
    fc.assert(fc.property(latitude, longitude, (y, x) => holders(y, x).length === 1));
  });
});
