import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { valladolid, valladolidFile } from '../../test/valladolid.ts';
import { connectBlueprint } from '../cycle/blueprint.ts';
import { cycleSection } from '../cycle/cycle-section.ts';
import { proposalsBlueprint } from './blueprint.ts';
import { type CommandIo, importCommand } from './import-command.ts';
import { listPublished } from './proposal-queries.ts';

const file = valladolidFile(process.env.CABILDO_REAL_DATA ?? '');
const now = new Date('2026-01-20T12:00:00Z');

let database: TestDatabase;
let cityId: number;
let cycleId: number;

beforeAll(async () => {
  database = await testDatabase();
  connectBlueprint({ cycle: cycleSection, proposals: proposalsBlueprint });
  ({ cityId, cycleId } = await valladolid(database.db, file, now));
});
afterAll(() => database.close());

function command(...more: string[]) {
  const lines: string[] = [];
  const io: CommandIo = { db: database.db, print: (line) => lines.push(line) };
  const args = [file, '--city', 'valladolid', '--cycle', '2026', '--map', 'zone=zone_id', ...more];
  return importCommand(args, io).then((report) => ({ report, lines }));
}

test('1,008 proposals of a real city: every row accounted for, every wrong place and every empty text named', async () => {
  const options = ['--default-category', 'otros', '--release'];
  const started = performance.now();
  const { report, lines } = await command(...options);
  expect(performance.now() - started).toBeLessThan(30_000);
  expect(report).toMatchObject({ rows: 1008, taken: 1005, unchanged: 0, refused: 3 });
  expect(lines.at(-1)).toMatch(/^1008 rows: 1005 taken, 0 already here, 3 refused/);
  const text = (await readFile(file, 'utf8')).split('\n');
  const about = (problem: string) => report.problems.filter((one) => one.problem === problem);
  // The reported line is the one on which the row begins, though texts before it run over many lines.
  const codes = (problem: string) => about(problem).map(({ line }) => text[line - 1]?.split(',')[0]);
  expect(codes('outside-city')).toEqual(['7626', '8012']);
  expect(about('outside-city')[0]).toMatchObject({
    column: 'latitude',
    value: '41.8099640933407, -5.2862549596469535',
    refused: false,
  });
  expect(
    about('missing')
      .filter(({ refused }) => refused)
      .map(({ column }) => column),
  ).toEqual(Array(3).fill('description'));
  expect(codes('missing')).toEqual(expect.arrayContaining(['7876', '7885', '8027']));
  expect(
    report.problems.filter(
      ({ problem }) => !['outside-city', 'missing', 'unknown-category'].includes(problem),
    ),
  ).toEqual([]);

  const again = await command(...options);
  expect(again.report).toMatchObject({ taken: 0, unchanged: 1005, refused: 3 });
});

test('the real proposals are found by words as people write them, page by page', async () => {
  const wishes = { cityId, cycleId, sort: 'supported', page: 1, perPage: 20 } as const;
  const all = await database.db.inCity(cityId, (tx) => listPublished(tx, wishes));
  expect(all.total).toBe(1005);
  const counts = all.proposals.map(({ importedSupports }) => importedSupports);
  expect(counts).toEqual([...counts].sort((a, b) => b - a));
  const last = await database.db.inCity(cityId, (tx) => listPublished(tx, { ...wishes, page: 51 }));
  expect(last.proposals).toHaveLength(5);
  const found = (search: string) =>
    database.db.inCity(cityId, async (tx) => (await listPublished(tx, { ...wishes, search })).total);
  expect(await found('árboles')).toBeGreaterThan(20);
  expect(await found('arbol')).toBe(await found('árboles'));
  expect(await found('VA26-7')).toBe(1);
});

test('supports counted elsewhere stay apart', async () => {
  const { total } = await database.db.inCity(cityId, (tx) =>
    tx
      .selectFrom('imported_supports')
      .select((eb) => eb.fn.sum<string>('amount').as('total'))
      .executeTakeFirstOrThrow(),
  );
  expect(Number(total)).toBeGreaterThan(10_000);
  expect(await database.db.inCity(cityId, (tx) => tx.selectFrom('support').selectAll().execute())).toEqual(
    [],
  );
});
