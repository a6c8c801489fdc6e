import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { aCity } from '../city/city.fixtures.ts';
import type { Accounts } from './accounts.ts';
import { importResidentsCommand } from './import-residents-command.ts';
import { testAccounts } from './people.fixtures.ts';

let test: TestDatabase;
let accounts: Accounts;
let folder: string;
let city: { id: number; slug: string };

beforeAll(async () => {
  test = await testDatabase();
  accounts = testAccounts(test.url);
  city = { id: await aCity(test.db), slug: 'san-jacinto' };
  folder = await mkdtemp(join(tmpdir(), 'residents-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await accounts.close();
  await test.close();
});

async function run(text: string | Buffer, ...args: string[]) {
  const file = join(folder, 'list.csv');
  await writeFile(file, text);
  const lines: string[] = [];
  const write = (line: string) => lines.push(line.replace(`${folder}/`, ''));
  const code = await importResidentsCommand(test.db, [city], [file, '--city', 'san-jacinto', ...args], {
    write,
  });
  return { code, lines };
}
const kept = () =>
  test.db.inCity(city.id, (tx) => tx.selectFrom('resident_list_entry').select('zone_id').execute());

it('names each bad row, takes the good ones, and changes nothing the second time', async () => {
  // Written by a spreadsheet: Windows-1252, so that "Número" has one byte for its ú.
  const text = Buffer.from(
    'Número,Colonia,Nacimiento\r\nHEGG560427MVZRRL04,Los Nogales,27/04/1956\r\nHEGG560427MVZRRL05,Centro,\r\n',
    'latin1',
  );
  expect(await run(text, '--dry-run')).toMatchObject({ code: 1 });
  expect(await kept()).toEqual([]);
  expect(await run(text)).toEqual({
    code: 1,
    lines: [
      'list.csv:3 Número: The last digit of the CURP does not fit: there is a typing error.',
      'Good rows: 1',
      'Rows with a problem: 1',
      'New: 1. Changed: 0. Unchanged: 0. People verified at once: 0.',
    ],
  });
  expect((await run(text)).lines.at(-1)).toBe(
    'New: 0. Changed: 0. Unchanged: 1. People verified at once: 0.',
  );
  expect(await kept()).toHaveLength(1);
});

it('ends in one line that says what to do', async () => {
  await expect(run('a,b\n1,2')).rejects.toThrow('The column “numero” is missing');
  await expect(
    importResidentsCommand(test.db, [city], ['x.csv', '--city', 'leon'], { write: () => {} }),
  ).rejects.toThrow('--city: say which of san-jacinto.');
  await expect(
    importResidentsCommand(test.db, [city], ['/none.csv', '--city', 'san-jacinto'], { write: () => {} }),
  ).rejects.toThrow('/none.csv cannot be read (ENOENT).');
});

it('reads a list of a whole city in one go', async () => {
  const rows = Array.from({ length: 20_000 }, (_, at) => `P${100000 + at},centro,1980-01-01,passport`);
  const { code, lines } = await run(`numero,zona,nacimiento,documento\n${rows.join('\n')}\n`);
  expect(code).toBe(0);
  expect(lines.at(-1)).toMatch(/^New: 20,?000/);
});
