import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import generic from '../blueprints/generic.json' with { type: 'json' };
import { createCity } from '../src/city/create-city.ts';
import type { BlueprintDistrict } from '../src/cycle/cycle-section.ts';
import { publishCycle } from '../src/cycle/publish-cycle.ts';
import { startCycle } from '../src/cycle/start-cycle.ts';
import type { Database, Tx } from '../src/platform/db/database.ts';
import { addDays, dayIn } from '../src/platform/time.ts';
import { readImportFile } from '../src/proposals/read-import-file.ts';

/** The 1,008 real proposals; the file is not in the repository (`npm run check:real`). */
export function valladolidFile(realData: string): string {
  return join(realData, 'valladolid', 'proposals.csv');
}

const topics = [
  ['urbanismo', 'Urbanismo'],
  ['movilidad', 'Transportes y movilidad'],
  ['medio-ambiente', 'Medio Ambiente - Limpieza'],
  ['deportes', 'Deportes'],
  ['participacion', 'Participación ciudadana - Asociaciones'],
  ['seguridad', 'Seguridad y emergencias'],
  ['educacion', 'Educación'],
  ['cultura', 'Cultura'],
  ['salud', 'Salud y consumo - Animales'],
  ['servicios-sociales', 'Servicios sociales'],
  ['turismo', 'Turismo'],
  ['igualdad', 'Igualdad'],
  ['otros', 'Otros temas'],
] as const;

export interface RealCity {
  readonly cityId: number;
  readonly cycleId: number;
}

export interface RealCityWish {
  readonly slug?: string;
  /** Made of the zones '1' to '10'; each zone a district of its own, 'zona-1' to 'zona-10', unless said. */
  readonly districts?: readonly BlueprintDistrict[];
  /** Euro cents for each district. */
  readonly money?: number;
}

/** The first day on which each phase is open, counted from the cycle's `now`; each ends with the next one's first. */
export const realPhaseDays = {
  proposals: -60,
  evaluation: 30,
  voting: 120,
  results: 210,
  projects: 300,
} as const;

/** The city of the file, its ten zones, and a cycle from the generic blueprint whose proposals are open at `now`. */
export async function valladolid(
  db: Database,
  file: string,
  now: Date,
  wish: RealCityWish = {},
): Promise<RealCity> {
  const read = await readImportFile(await readFile(file));
  if (!read.ok) throw new Error(`${file}: ${read.reason}`);
  const { columns, rows } = read.value;
  const [code, name] = [columns.indexOf('zone_id'), columns.indexOf('zone')];
  const zones = [...new Map(rows.map(({ cells }) => [cells[code] as string, shortName(cells[name] ?? '')]))];
  const cityId = await createCity(db, {
    slug: wish.slug ?? 'valladolid',
    name: 'Valladolid',
    timeZone: 'Europe/Madrid',
    currency: 'EUR',
    locales: ['es-ES', 'en'],
    zones: zones.map(([zoneCode, zoneName]) => ({ code: zoneCode, name: zoneName, geometry: null })),
    holidays: [],
    departments: generic.evaluation.departments,
    bounds: [-4.95, 41.54, -4.55, 41.75],
  });
  const districts =
    wish.districts ??
    zones.map(([zone, zoneName]) => ({ code: `zona-${zone}`, name: zoneName, zones: [zone] }));
  const { money = 60_000_000 } = wish;
  return {
    cityId,
    cycleId: await db.inCity(cityId, (tx) => startedCycle(tx, cityId, { districts, money, now })),
  };
}

/** '1. Zona Este 1: Delicias, Nuevo Hospital…' as a sign on a door would say it. */
function shortName(zone: string): string {
  return zone.replace(/^\d+\.\s*/, '').split(':')[0] ?? zone;
}

async function startedCycle(
  tx: Tx,
  cityId: number,
  { districts, money, now }: { districts: readonly BlueprintDistrict[]; money: number; now: Date },
): Promise<number> {
  const today = dayIn('Europe/Madrid', now);
  const starts = Object.values(realPhaseDays);
  const phases = Object.keys(realPhaseDays).map((kind, index) => ({
    kind,
    opens: `${addDays(today, starts[index] as number)}T00:00`,
    closes: `${addDays(today, starts[index + 1] ?? 600)}T00:00`,
  }));
  const blueprint = {
    ...generic,
    cycle: {
      ...generic.cycle,
      prefix: 'VA26',
      levels: [{ code: 'zona', name: 'Zona' }],
      districts,
      categories: topics.map(([code, name]) => ({ code, name })),
      phases,
      money: {
        total: money * districts.length,
        shares: [{ track: 'community', district: 'each', amount: money }],
        reserved: [],
      },
    },
  };
  const name = 'Presupuestos participativos';
  const started = await startCycle(tx, { cityId, actorId: null, now, slug: '2026', name, blueprint });
  if (!started.ok) throw new Error(JSON.stringify(started));
  await publishCycle(tx, { cityId, cycleId: started.value, actorId: null, now });
  return started.value;
}
