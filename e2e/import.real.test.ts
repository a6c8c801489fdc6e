import { execFile } from 'node:child_process';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { rootFolder } from '../src/platform/process/root-folder.ts';
import { valladolidFile } from '../test/valladolid.ts';
import { tiles } from './real-checks.ts';
import { type RealJourney, type RealRow, realJourney, realRows } from './real-city.ts';
import { type RunningHouse, runningHouse } from './running-city.ts';
import { openBrowser } from './visitor.ts';

/** The other two ways in for the real city's proposals: a spreadsheet that says everything otherwise, and the command. */
const file = valladolidFile(process.env.CABILDO_REAL_DATA ?? '');

let running: RunningHouse;
let browser: Browser;
let rows: RealRow[];
let journey: RealJourney;

beforeAll(async () => {
  running = await runningHouse();
  browser = await openBrowser();
  rows = await realRows(file);
  journey = await realJourney(running, file, 'segunda');
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await running?.close();
});

describe('the same city again, by spreadsheet and by command', () => {
  test('a spreadsheet with other names for everything is mapped by hand, columns and zones', async () => {
    const part = rows.filter(({ zone, text }) => (zone === '3' || zone === '10') && text !== '');
    const header = ['Ref.', 'Qué', 'Detalle', 'Dónde'].map((value) => ({ value, type: String }));
    const cells = part.map(({ code, title, text, zoneName }) =>
      [code, title, text, zoneName].map((value) => ({ value, type: String })),
    );
    const sheet = await writeXlsxFile([header, ...cells]).toBuffer();
    const coordinator = await journey.visitor(browser, journey.staff.coordinatorId, 'desk');
    await coordinator.goes('/desk/import');
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    await coordinator.putsFile(sheet, 'proposals.xlsx', type);
    await coordinator.presses('Leer el archivo');
    expect(await coordinator.reads()).toContain('Falta decir qué columnas son el título y la idea.');
    await coordinator.chooses('Clave', 'Ref.');
    await coordinator.chooses('Título', 'Qué');
    await coordinator.chooses('Idea o descripción', 'Detalle');
    await coordinator.chooses('Barrio o zona', 'Dónde');
    await coordinator.chooses('Tema para las filas sin tema conocido', 'Otros temas');
    await coordinator.presses('Ver qué pasaría');
    expect(await tiles(coordinator)).toMatchObject({ Entran: 0, 'No entran': part.length });
    await coordinator.chooses(/La Rondilla.* es/, 'Zona Esgueva 1');
    await coordinator.chooses(/Caño Argales.* es/, 'Zona Centro');
    await coordinator.presses('Ver qué pasaría');
    expect(await tiles(coordinator)).toMatchObject({ Entran: part.length, 'No entran': 0 });
    await coordinator.presses(new RegExp(`^Importar ${part.length} propuestas$`));
    await coordinator.goes('/desk/proposals');
    expect(await coordinator.reads()).toContain(String(part.length));
    await coordinator.leaves();
    const neighbour = await journey.visitor(browser, null);
    await neighbour.goes('/proposals');
    expect(await neighbour.reads()).not.toContain(part[0]?.title as string);
    await neighbour.leaves();
  }, 120_000);

  test('the command takes what is new, knows the rest again, and the second time changes nothing', async () => {
    const args = [
      'import',
      'proposals',
      file,
      '--city',
      'segunda',
      '--cycle',
      '2026',
      '--map',
      'zone=zone_id',
    ];
    const wishes = ['--default-category', 'otros', '--release'];
    const known = rows.filter(({ zone, text }) => (zone === '3' || zone === '10') && text !== '').length;
    const first = await command([...args, ...wishes]);
    expect(first.lines.at(-1)).toMatch(
      new RegExp(`^1008 rows: ${1005 - known} taken, ${known} already here, 3 refused`),
    );
    // Rows were refused: a script that calls the command gets to know.
    expect(first.status).toBe(1);
    const places = first.lines.filter((line) => line.includes('outside the city'));
    expect(places).toHaveLength(2);
    const second = await command([...args, ...wishes]);
    expect(second.lines.at(-1)).toMatch(/^1008 rows: 0 taken, 1005 already here, 3 refused/);
    const { total } = await journey.inCity((tx) =>
      tx
        .selectFrom('proposal')
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .where('city_id', '=', journey.cityId)
        .executeTakeFirstOrThrow(),
    );
    expect(total).toBe(1005);
  }, 120_000);

  /** `npx cabildo …` against the database of the running city. */
  function command(args: string[]): Promise<{ status: number; lines: string[] }> {
    const { url, ownerUrl, dataFolder } = running.house;
    const env = { ...process.env, DATABASE_URL: ownerUrl, DATABASE_APP_URL: url, CABILDO_DATA: dataFolder };
    return new Promise((resolve) => {
      execFile(
        'npx',
        ['cabildo', ...args],
        { cwd: rootFolder(), env, maxBuffer: 10_000_000 },
        (error, out) => {
          const lines = out.trim().split('\n');
          resolve({ status: typeof error?.code === 'number' ? error.code : 0, lines });
        },
      );
    });
  }
});
