import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDepartment } from '../src/city/add-department.ts';
import { aCity, sanJacinto } from '../src/city/city.fixtures.ts';
import { loadCities } from '../src/city/city-directory.ts';
import { departmentsOf } from '../src/city/city-queries.ts';
import { mexicanHolidays } from '../src/city/mexican-holidays.ts';
import { takeCityPart } from '../src/city/take-city-part.ts';
import { connectBlueprint } from '../src/cycle/blueprint.ts';
import { blueprintCommand } from '../src/cycle/blueprint-command.ts';
import { aCycle } from '../src/cycle/cycle.fixtures.ts';
import { allotmentsOf, cycleBySlug, cyclesOf, districtsOf } from '../src/cycle/cycle-queries.ts';
import { modules } from '../src/module-list.ts';
import { aStaffMember } from '../src/people/people.fixtures.ts';
import { isWorkingDay } from '../src/platform/time.ts';
import { type TestDatabase, testDatabase } from './database.ts';

let database: TestDatabase;
let folder: string;
let origin: number;
let second: number;

const words = { es: { 'cycle.page.kicker': 'Convocatoria' }, 'es-MX': { 'cycle.none.home': 'Al inicio' } };

beforeAll(async () => {
  connectBlueprint(Object.assign({}, ...modules.map((module) => module.blueprint ?? {})));
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'cabildo-second-city-'));
  origin = await aCity(database.db);
  second = await aCity(database.db, {
    slug: 'villa-nueva',
    name: 'Villa Nueva',
    zones: [],
    departments: [{ code: 'obras', name: 'Obras de Villa Nueva' }],
    restDays: [7],
  });
  await database.db.inCity(origin, async (tx) => {
    const now = new Date('2027-02-10T18:00:00Z');
    await aCycle(tx, origin);
    const part = { words, departments: [], roles: [], look: { primary: '#7a1f3d' } };
    await takeCityPart(tx, { cityId: origin, actorId: null, now, part });
    await addDepartment(tx, { cityId: origin, actorId: null, now, code: 'agua', name: 'Agua y Drenaje' });
    await aStaffMember(tx, { cityId: origin, role: 'coordinator', now });
    await aStaffMember(tx, { cityId: origin, role: 'observer', name: 'Rosa Secreta', now });
  });
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await database.close();
});

async function run(...args: string[]) {
  const cities = await loadCities(database.db, { demo: false });
  const lines: string[] = [];
  const code = await blueprintCommand(args, {
    write: (line) => lines.push(line),
    withCities: (work) => work(database.db, cities.all()),
  });
  cities.stop();
  return { code, lines, text: lines.join('\n') };
}

const inSecond = <Value>(work: Parameters<typeof database.db.inCity<Value>>[1]) =>
  database.db.inCity(second, work);

async function exportedFile(): Promise<string> {
  const file = join(folder, 'san-jacinto.json');
  await writeFile(file, (await run('export', '--city', 'san-jacinto', '--cycle', '2027')).text);
  return file;
}

async function zoneFile(rows: readonly string[]): Promise<string> {
  const file = join(folder, `zones-${rows.length}.csv`);
  await writeFile(file, ['code,name,population,district', ...rows].join('\n'));
  return file;
}

const sixZones = ['la-paz,La Paz,900,norte', 'el-sol,El Sol,800,norte', 'la-luna,La Luna,700,norte'].concat([
  'rio,Río,600,Sector Sur',
  'monte,Monte,500,Sector Sur',
  'valle,Valle,400,Centro Histórico',
]);

const whereTo = ['--city', 'villa-nueva', '--slug', '2028', '--name', 'Edición 2028', '--prefix', 'VN28'];

test('an export holds words, departments, roles and rules, and nobody’s name', async () => {
  const { text } = await run('export', '--city', 'san-jacinto');
  const document = JSON.parse(text);
  expect(document.city).toMatchObject({
    words,
    look: { primary: '#7a1f3d' },
    roles: [{ role: 'coordinator' }, { role: 'observer' }],
  });
  expect(document.city.departments).toContainEqual({ code: 'agua', name: 'Agua y Drenaje' });
  expect(text).not.toContain('Rosa Secreta');
  expect((await run('validate', await exportedFile())).code).toBe(0);
});

test('what is wrong is named by path, and nothing at all is written', async () => {
  const file = await exportedFile();
  const without = await run('apply', file, ...whereTo, '--start', '2028-02-05');
  expect(without.code).toBe(1);
  expect(without.lines).toContain(
    'cycle.districts[0].zones: This value is unknown: it has to be given before the start.',
  );
  const zones = await zoneFile([...sixZones, ',Sin Código,1,norte']);
  const badZones = await run('apply', file, ...whereTo, '--zones', zones);
  expect(badZones.lines[0]).toBe('zones[8]: Line 8: the code is missing.');
  const money = ['--zones', await zoneFile(sixZones), '--set', 'cycle.money.total=1'];
  expect((await run('apply', file, ...whereTo, ...money)).lines[0]).toMatch(
    /^cycle\.money\.total: The money/,
  );
  const place = await run('apply', file, ...whereTo, '--set', 'cycle.nowhere=1');
  expect(place.lines[0]).toBe('cycle.nowhere: The document has no such place.');
  const dry = ['--zones', await zoneFile(sixZones), '--set', 'cycle.money.total=9,000,000', '--dry-run'];
  expect((await run('apply', file, ...whereTo, ...dry)).code).toBe(0);
  await inSecond(async (tx) => {
    expect(await cyclesOf(tx, second)).toEqual([]);
    expect((await departmentsOf(tx, second)).map(({ code }) => code)).toEqual(['obras']);
    expect(await tx.selectFrom('zone').select('code').execute()).toEqual([]);
  });
});

test('a second city opens from the first one’s export, with its own zones, districts, money and calendar', async () => {
  const own = ['--zones', await zoneFile(sixZones), '--set', 'cycle.money.total=9,000,000'];
  const done = await run(
    'apply',
    await exportedFile(),
    ...whereTo,
    ...own,
    '--start',
    '2028-02-05',
    '--json',
  );
  expect(JSON.parse(done.text)).toMatchObject({ ok: true, city: { departments: 3, words: 2, colours: 1 } });
  await inSecond(async (tx) => {
    const cycle = await cycleBySlug(tx, second, '2028');
    if (!cycle) throw new Error('no cycle');
    expect(cycle.state).toBe('draft');
    expect((await districtsOf(tx, cycle)).map(({ name, zoneIds }) => `${name} ${zoneIds.length}`)).toEqual([
      'Sector Norte 3',
      'Sector Sur 2',
      'Centro Histórico 1',
    ]);
    expect((await allotmentsOf(tx, cycle)).map(({ amount }) => amount)).toEqual(Array(3).fill(300_000_000));
    // The first of the origin's dates is a Sunday, so Saturday 5 February, a working day here, is the first one.
    expect(cycle.blueprint.cycle.phases[0]?.opens).toBe('2028-02-05T00:00');
    const names = await departmentsOf(tx, second);
    // What the city has said itself stays.
    expect(names.find(({ code }) => code === 'obras')?.name).toBe('Obras de Villa Nueva');
    const calendar = { restDays: [7], holidays: new Set(mexicanHolidays.map(({ day }) => day)) };
    for (const { opens } of cycle.blueprint.cycle.phases) {
      expect(isWorkingDay(calendar, opens?.slice(0, 10) ?? '')).toBe(true);
    }
  });
});

test('the export of the second city differs in nothing but what was its own', async () => {
  const { text } = await run('diff', 'san-jacinto/2027', 'villa-nueva/2028', '--json');
  const paths = JSON.parse(text).map(({ path }: { path: string }) => path);
  const own = /^city\.(departments|roles)|^cycle\.(prefix|districts|phases|money\.total)/;
  expect(paths.length).toBeGreaterThan(5);
  expect(paths.filter((path: string) => !own.test(path))).toEqual([]);
  const readable = await run('diff', 'san-jacinto/2027', 'villa-nueva/2028', '--lang', 'es');
  expect(readable.lines).toContain('Calendario, territorio y dinero');
  expect(readable.lines).toContain('  Dinero · Total: era $6,000,000, es $9,000,000');
  expect(readable.lines).toContain('  Inicio de los folios: era “SJ27”, es “VN28”');
  expect(readable.text).toMatch(
    /Fases · Presentar propuestas · abre: era 7 de febrero de 2027, es 5 de febrero de 2028/,
  );
});

test('applied where everything is the same, it comes out the same', async () => {
  const third = await aCity(database.db, { ...sanJacinto, slug: 'gemela', name: 'Gemela' });
  const to = ['--city', 'gemela', '--slug', '2027', '--name', 'Edición 2027'];
  expect((await run('apply', await exportedFile(), ...to)).code).toBe(0);
  const { text } = await run('diff', 'san-jacinto/2027', 'gemela/2027', '--json');
  const paths = JSON.parse(text).map(({ path }: { path: string }) => path);
  // Nobody works in the new city yet.
  expect(paths.filter((path: string) => !path.startsWith('city.roles'))).toEqual([]);
  expect(third).toBeGreaterThan(second);
});
