import { expect, test } from 'vitest';
import { sanJacinto } from './city.fixtures.ts';
import type { Bounds } from './geometry.ts';
import { readZoneFile } from './zone-file.ts';

const bounds = sanJacinto.bounds as Bounds;
const ring = [
  [-100.42, 25.64],
  [-100.41, 25.64],
  [-100.41, 25.65],
  [-100.42, 25.64],
];

interface Over {
  readonly properties?: unknown;
  readonly geometry?: unknown;
}

const feature = (code: string, over: Over = {}) => ({
  type: 'Feature',
  properties: { code, name: `Colonia ${code}` },
  geometry: { type: 'Polygon', coordinates: [ring] },
  ...over,
});
const file = (...features: unknown[]) => JSON.stringify({ type: 'FeatureCollection', features });
const polygon = (...coordinates: unknown[]) => ({ geometry: { type: 'Polygon', coordinates } });

function problems(...features: unknown[]) {
  return readZoneFile(file(...features), bounds).problems.map(({ feature: number, key, args }) => [
    number,
    key.replace('city.zones.', ''),
    args,
  ]);
}

test('reads code, name, population and shape under the names that Mexican sources use', () => {
  const official = { CVEGEO: '190190001', NOMGEO: 'Centro', POBTOT: '8400' };
  const { zones, problems: none } = readZoneFile(
    `\uFEFF${file(feature('a'), feature('', { properties: official }))}`,
    bounds,
  );
  expect(none).toEqual([]);
  expect(zones.map(({ code, name, population }) => [code, name, population])).toEqual([
    ['a', 'Colonia a', null],
    ['190190001', 'Centro', 8400],
  ]);
});

test('names each bad feature by its number', () => {
  const swapped = ring.map(([x, y]) => [y, x]);
  const bowTie = [
    [-100.42, 25.64],
    [-100.41, 25.65],
    [-100.41, 25.64],
    [-100.42, 25.65],
    [-100.42, 25.64],
  ];
  expect(
    problems(
      feature('a'),
      feature('b', polygon(ring.slice(0, 3))),
      feature('c', polygon(swapped)),
      feature('d', polygon([...ring.slice(0, 3), [-99, 25.64], ring[0]])),
      feature('e', polygon(bowTie)),
      feature('f', { geometry: { type: 'Point', coordinates: [-100.4, 25.65] } }),
      feature('a'),
      feature('', { properties: { name: 'x' } }),
      feature('g', { properties: { code: 'g' } }),
      'zone',
    ),
  ).toEqual([
    [2, 'open-ring', { feature: 2, name: 'Colonia b' }],
    [3, 'swapped', { feature: 3, name: 'Colonia c' }],
    [4, 'outside', { feature: 4, name: 'Colonia d', longitude: '-99', latitude: '25.64' }],
    [5, 'crossing', { feature: 5, name: 'Colonia e' }],
    [6, 'not-polygon', { feature: 6, name: 'Colonia f' }],
    [7, 'code-twice', { feature: 7, code: 'a', first: 1 }],
    [8, 'no-code', { feature: 8 }],
    [9, 'no-name', { feature: 9 }],
    [10, 'not-feature', { feature: 10 }],
  ]);
});

test('a file that is no GeoJSON is one problem', () => {
  for (const text of ['', '{', 'PK\u0003\u0004', '[]', '{"type":"Feature"}', file()]) {
    expect(readZoneFile(text, bounds).problems).toMatchObject([{ key: 'city.zones.not-geojson' }]);
  }
});

test('a coastline with too many points is refused, one just below is read quickly', () => {
  const circle = (points: number) => {
    const round = Array.from({ length: points }, (_, index) => {
      const angle = (index / points) * 2 * Math.PI;
      return [-100.4 + Math.cos(angle) / 100, 25.65 + Math.sin(angle) / 100];
    });
    return [...round, round[0]];
  };
  expect(problems(feature('a', polygon(circle(10_000))))).toMatchObject([[1, 'too-fine', { most: 10_000 }]]);
  expect(problems(feature('a', polygon(circle(9_000))))).toEqual([]);
});
