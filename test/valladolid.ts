import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import generic from '../blueprints/generic.json' with { type: 'json' };
import { createCity } from '../src/city/create-city.ts';
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

/** The city of the file: its ten zones, each a district of its own, and a cycle whose proposals are open at `now`. */
export async function valladolid(db: Database, file: string, now: Date): Promise<RealCity> {
  const read = await readImportFile(await readFile(file));
  if (!read.ok) throw new Error(`${file}: ${read.reason}`);
  const { columns, rows } = read.value;
  const [code, name] = [columns.indexOf('zone_id'), columns.indexOf('zone')];
  const zones = [...new Map(rows.map(({ cells }) => [cells[code] as string, cells[name] as string]))];
  const cityId = await createCity(db, {
    slug: 'valladolid',
    name: 'Valladolid',
    timeZone: 'Europe/Madrid',
    currency: 'EUR',
    locales: ['es-ES', 'en'],
    zones: zones.map(([zoneCode, zoneName]) => ({ code: zoneCode, name: zoneName, geometry: null })),
    holidays: [],
    departments: [],
    bounds: [-4.95, 41.54, -4.55, 41.75],
  });
  return { cityId, cycleId: await db.inCity(cityId, (tx) => startedCycle(tx, cityId, zones, now)) };
}

async function startedCycle(
  tx: Tx,
  cityId: number,
  zones: readonly (readonly [string, string])[],
  now: Date,
): Promise<number> {
  const today = dayIn('Europe/Madrid', now);
  const phases = generic.cycle.phases.map(({ kind }, index) => ({
    kind,
    opens: `${addDays(today, index * 90 - 60)}T00:00`,
    closes: `${addDays(today, index * 90 + 30)}T00:00`,
  }));
  const blueprint = {
    ...generic,
    cycle: {
      ...generic.cycle,
      prefix: 'VA26',
      levels: [{ code: 'zona', name: 'Zona' }],
      districts: zones.map(([code, name]) => ({
        code: `zona-${code}`,
        name: name.split(':')[0],
        zones: [code],
      })),
      categories: topics.map(([code, name]) => ({ code, name })),
      phases,
      money: {
        total: 600_000_000,
        shares: [{ track: 'community', district: 'each', amount: 60_000_000 }],
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
