import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { aCity } from './city.fixtures.ts';
import { zonesOf } from './city-queries.ts';
import { importZones } from './import-zones.ts';
import { readZoneList } from './zone-list.ts';

let test_: TestDatabase;
let cityId: number;
beforeAll(async () => {
  test_ = await testDatabase();
  cityId = await aCity(test_.db);
});
afterAll(() => test_.close());

test('reads a list as cities keep it, with its districts', () => {
  const text = '\uFEFFClave;Colonia;Población;Sector\nla-paz;La Paz;1,204;Sector 1\nel-sol;El Sol;;\n';
  expect(readZoneList(text)).toEqual({
    problems: [],
    zones: [
      { code: 'la-paz', name: 'La Paz', population: 1204, geometry: null, district: 'Sector 1' },
      { code: 'el-sol', name: 'El Sol', population: null, geometry: null },
    ],
  });
});

test('names each bad line', () => {
  const { problems } = readZoneList('code,name,population\na,A,1\n,B,1\nc,,1\na,D,1\ne,E,mil\n');
  expect(problems.map(({ feature, key }) => `${feature} ${key}`)).toEqual([
    '3 city.zones.line-no-code',
    '4 city.zones.line-no-name',
    '5 city.zones.line-twice',
    '6 city.zones.line-population',
  ]);
  expect(readZoneList('nombre\nA\n').problems[0]?.key).toBe('city.zones.no-columns');
  expect(readZoneList('').problems[0]?.key).toBe('city.zones.not-list');
});

test('a list changes names and leaves shapes where they were; one bad line changes nothing', async () => {
  const take = (text: string) =>
    test_.db.inCity(cityId, (tx) => importZones(tx, { cityId, actorId: null, now: new Date(), text }));
  expect(await take('code,name\ncentro,Centro Viejo\nnueva,Colonia Nueva\n')).toMatchObject({
    value: { added: 1, changed: 1 },
  });
  expect((await take('code,name\ncentro,Otro\n,X\n')).ok).toBe(false);
  const zones = await test_.db.inCity(cityId, (tx) => zonesOf(tx, cityId));
  const of = (code: string) => zones.find((zone) => zone.code === code);
  expect(of('centro')).toMatchObject({ name: 'Centro Viejo', population: 8_400 });
  expect(of('centro')?.geometry).not.toBeNull();
  expect(of('nueva')?.geometry).toBeNull();
});
