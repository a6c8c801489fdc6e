import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import type { Tx } from '../platform/db/database.ts';
import { addDays, addWorkingDays, isWorkingDay } from '../platform/time.ts';
import { addHoliday } from './add-holiday.ts';
import { changeCity } from './change-city.ts';
import { aCity, sanJacinto } from './city.fixtures.ts';
import { type LoadedCities, loadCities } from './city-directory.ts';
import { cityBounds, departmentsOf, workCalendar, zonesOf } from './city-queries.ts';
import { clockOf, moveClock } from './clock.ts';
import { createCity } from './create-city.ts';
import { importZones } from './import-zones.ts';
import { mexicanHolidays } from './mexican-holidays.ts';
import { removeHoliday } from './remove-holiday.ts';

let story: TestDatabase;
let cityId: number;
let cities: LoadedCities;
const now = new Date('2027-02-10T18:00:00Z');

beforeAll(async () => {
  story = await testDatabase();
  cityId = await aCity(story.db);
  cities = await loadCities(story.db, { demo: false });
});
afterAll(async () => {
  cities.stop();
  await story.close();
});

const inCity = <Value>(work: (tx: Tx) => Promise<Value>) => story.db.inCity(cityId, work);

test('a new city has its zones, departments and working days', () =>
  inCity(async (tx) => {
    expect((await zonesOf(tx, cityId)).map(({ name }) => name)).toEqual([
      'Centro',
      'El Mezquite',
      'La Huerta',
      'Los Nogales',
      'San Isidro',
      'Valle Alto',
    ]);
    expect((await departmentsOf(tx, cityId)).map(({ code }) => code)).toEqual([
      'movilidad',
      'obras',
      'parques',
    ]);
    expect(await cityBounds(tx, cityId)).toEqual(sanJacinto.bounds);
    const calendar = await workCalendar(tx, cityId);
    expect(addWorkingDays(calendar, '2027-03-12', 1)).toBe('2027-03-16');
  }));

test('a city that cannot be is not made, not even in part', async () => {
  const wrong = [
    { slug: 'desk' },
    { slug: 'nowhere', timeZone: 'America/Atlantis' },
    { slug: 'nothing', currency: 'PESO' },
    { slug: 'twice', zones: [...sanJacinto.zones, ...sanJacinto.zones] },
    { slug: 'san-jacinto' },
  ];
  for (const over of wrong) await expect(createCity(story.db, { ...sanJacinto, ...over })).rejects.toThrow();
  await cities.reload();
  expect(cities.all().map(({ slug }) => slug)).toEqual(['san-jacinto']);
});

describe('the city is found', () => {
  test('without any name where it is the only one', () => {
    expect(cities.find('localhost:3000', '/cycle?x=1')).toMatchObject({
      city: { slug: 'san-jacinto', base: '' },
      rest: '/cycle?x=1',
    });
  });

  test('by its host or its path where there are several', async () => {
    await aCity(story.db, { slug: 'leon', name: 'León', host: 'Participa.Leon.example' });
    await cities.reload();
    expect(cities.find('participa.leon.example:8080', '/san-jacinto')).toMatchObject({
      city: { slug: 'leon', base: '' },
      rest: '/san-jacinto',
    });
    for (const [url, rest] of [
      ['/leon', '/'],
      ['/leon?lang=en', '/?lang=en'],
      ['/leon/desk/city?x=1', '/desk/city?x=1'],
    ] as const) {
      expect(cities.find('cabildo.example', url)).toMatchObject({
        city: { slug: 'leon', base: '/leon' },
        rest,
      });
    }
    for (const url of ['/', '/cycle', '/leona', '/%6Ceon', '//leon']) {
      expect(cities.find('cabildo.example', url)).toBeNull();
    }
  });
});

test('a change of name reaches the list of cities', async () => {
  await inCity(async (tx) => {
    const person = tx.insertInto('person').values({ city_id: cityId }).returning('id');
    const { id: actorId } = await person.executeTakeFirstOrThrow();
    await changeCity(tx, { cityId, actorId, now, name: 'San Jacinto del Valle', restDays: [7] });
    const holiday = { cityId, actorId, now, day: '2027-03-25', name: 'Jueves Santo' };
    expect((await addHoliday(tx, holiday)).ok).toBe(true);
    expect(await addHoliday(tx, holiday)).toMatchObject({ reason: 'known-day' });
    expect(isWorkingDay(await workCalendar(tx, cityId), '2027-03-25')).toBe(false);
    expect((await removeHoliday(tx, holiday)).ok).toBe(true);
    expect(await removeHoliday(tx, holiday)).toMatchObject({ reason: 'missing' });
    expect(isWorkingDay(await workCalendar(tx, cityId), '2027-03-25')).toBe(true);
    expect(isWorkingDay(await workCalendar(tx, cityId), '2027-03-27')).toBe(true);
  });
  await cities.reload();
  expect(cities.find('cabildo.example', '/san-jacinto')?.city.name).toBe('San Jacinto del Valle');
});

describe('importing zones', () => {
  const collection = (zones: typeof sanJacinto.zones) =>
    JSON.stringify({
      type: 'FeatureCollection',
      features: zones.map(({ geometry, ...properties }) => ({ type: 'Feature', properties, geometry })),
    });
  const bring = (zones: typeof sanJacinto.zones) =>
    inCity((tx) => importZones(tx, { cityId, actorId: null, now, text: collection(zones) }));

  test('the same file changes nothing, new zones come in, known ones change, none goes', async () => {
    expect(await bring(sanJacinto.zones)).toMatchObject({ value: { added: 0, changed: 0, unchanged: 6 } });
    const [centro] = sanJacinto.zones;
    const renamed = { ...centro, code: 'centro', name: 'Centro Histórico' };
    const fresh = { ...centro, code: 'las-lomas', name: 'Las Lomas' };
    expect(await bring([renamed, fresh])).toMatchObject({ value: { added: 1, changed: 1, unchanged: 0 } });
    const names = (await inCity((tx) => zonesOf(tx, cityId))).map(({ name }) => name);
    expect(names).toContain('Centro Histórico');
    expect(names).toContain('Las Lomas');
    expect(names).toHaveLength(7);
  });

  test('one bad feature, and nothing is taken over', async () => {
    const [centro] = sanJacinto.zones;
    const good = { ...centro, code: 'el-cerro', name: 'El Cerro' };
    const refused = await bring([
      good,
      { ...good, code: 'x', geometry: { type: 'Polygon', coordinates: [[]] } },
    ]);
    expect(refused).toMatchObject({ reason: 'bad-file', problems: [{ feature: 2 }] });
    const codes = (await inCity((tx) => zonesOf(tx, cityId))).map(({ code }) => code);
    expect(codes).not.toContain('el-cerro');
  });
});

test('a demo’s clock moves ahead only, and outside a demo not at all', () =>
  inCity(async (tx) => {
    const demo = { id: cityId, demo: true };
    const live = { id: cityId, demo: false };
    const later = new Date(Date.now() + 30 * 86_400_000);
    expect(await moveClock(tx, { city: live, actorId: null, to: later })).toMatchObject({
      reason: 'not-a-demo',
    });
    expect((await moveClock(tx, { city: demo, actorId: null, to: later })).ok).toBe(true);
    expect(Math.abs((await clockOf(tx, demo)).getTime() - later.getTime())).toBeLessThan(5_000);
    expect(Math.abs((await clockOf(tx, live)).getTime() - Date.now())).toBeLessThan(5_000);
    const back = new Date(later.getTime() - 60_000);
    expect(await moveClock(tx, { city: demo, actorId: null, to: back })).toMatchObject({
      reason: 'backwards',
    });
  }));

describe('Mexican holidays', () => {
  /** Article 74 of the labour law: four fixed days, and three Mondays. */
  function lawful(year: number): string[] {
    const monday = (month: string, nth: number) => {
      const first = `${year}-${month}-01`;
      const weekday = new Date(`${first}T00:00:00Z`).getUTCDay();
      return addDays(first, ((8 - weekday) % 7) + 7 * (nth - 1));
    };
    const moving = [monday('02', 1), monday('03', 3), monday('11', 3)];
    return [`${year}-01-01`, `${year}-05-01`, `${year}-09-16`, `${year}-12-25`, ...moving].sort();
  }

  test.each([2026, 2027, 2028])('are those of the law in %i', (year) => {
    const days = mexicanHolidays.map(({ day }) => day).filter((day) => day.startsWith(String(year)));
    expect(days).toEqual(lawful(year));
  });

  test('a deadline never falls on a day of rest, and more days never come sooner', () => {
    const calendar = { restDays: [6, 7], holidays: new Set(mexicanHolidays.map(({ day }) => day)) };
    const start = fc.integer({ min: 0, max: 900 }).map((days) => addDays('2026-01-01', days));
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 60 }), (day, count) => {
        const due = addWorkingDays(calendar, day, count);
        expect(isWorkingDay(calendar, due)).toBe(true);
        expect(due > day).toBe(true);
        expect(addWorkingDays(calendar, day, count + 1) > due).toBe(true);
        expect(addWorkingDays(calendar, addWorkingDays(calendar, day, count), 1)).toBe(
          addWorkingDays(calendar, day, count + 1),
        );
      }),
    );
  });
});
