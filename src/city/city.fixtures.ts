import { sql } from 'kysely';
import type { Database, Tx } from '../platform/db/database.ts';
import { createCity, type NewCity, type NewZone } from './create-city.ts';
import { mexicanHolidays } from './mexican-holidays.ts';

/** Two rows of three zones, a hundredth of a degree and a half wide, sharing their borders; the outer ones bend a little. */
function zone(
  code: string,
  name: string,
  population: number,
  column: number,
  row: number,
  bend = 0,
): NewZone {
  const west = -100.42 + column * 0.015;
  const south = 25.64 + row * 0.012;
  const [east, north] = [west + 0.015, south + 0.012];
  const round = (value: number) => Number(value.toFixed(5));
  const ring = [
    [west, south],
    [(west + east) / 2, row === 0 ? south - bend : south],
    [east, south],
    [east, north],
    [(west + east) / 2, row === 1 ? north + bend : north],
    [west, north],
    [west, south],
  ].map((point) => point.map(round));
  return { code, name, population, geometry: { type: 'Polygon', coordinates: [ring] } };
}

/** San Jacinto, the invented city of all tests: six zones in the shape of a small valley town. */
export const sanJacinto: NewCity = {
  slug: 'san-jacinto',
  name: 'San Jacinto',
  timeZone: 'America/Monterrey',
  currency: 'MXN',
  locales: ['es-MX', 'en'],
  zones: [
    zone('centro', 'Centro', 8_400, 0, 0, 0.003),
    zone('el-mezquite', 'El Mezquite', 5_200, 1, 0, 0.004),
    zone('la-huerta', 'La Huerta', 6_100, 2, 0, 0.002),
    zone('los-nogales', 'Los Nogales', 9_300, 0, 1, 0.002),
    zone('san-isidro', 'San Isidro', 7_700, 1, 1, 0.005),
    zone('valle-alto', 'Valle Alto', 4_900, 2, 1, 0.003),
  ],
  holidays: mexicanHolidays,
  departments: [
    { code: 'parques', name: 'Parques y Jardines' },
    { code: 'obras', name: 'Obras Públicas' },
    { code: 'movilidad', name: 'Movilidad y Vialidad' },
  ],
  bounds: [-100.43, 25.62, -100.36, 25.68],
};

/** Opens the story city; give another slug or name to have a second one beside it. */
export function aCity(db: Database, over: Partial<NewCity> = {}): Promise<number> {
  return createCity(db, { ...sanJacinto, ...over });
}

/**
 * Sets a city's clock to a moment, also one that the machine has behind it: the story's dates stay the same in every year.
 * From there on `moveClock` moves it, ahead only.
 */
export async function setClock(tx: Tx, cityId: number, to: Date): Promise<void> {
  const ahead = sql<string>`make_interval(secs => ${(to.getTime() - Date.now()) / 1000})`;
  await tx
    .insertInto('demo_clock')
    .values({ city_id: cityId, ahead })
    .onConflict((conflict) => conflict.column('city_id').doUpdateSet({ ahead }))
    .execute();
}
