import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/database.ts';
import { migrate } from './migrate.ts';

let test: TestDatabase;
let folder: string;
const write = (name: string, text: string) => writeFile(join(folder, name), text);
const run = () => migrate(test.ownerUrl, folder);

beforeAll(async () => {
  test = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'cabildo-migrations-'));
});
afterAll(async () => {
  await test.close();
  await rm(folder, { recursive: true });
});

it('applies what is new, in order, once, also when two start together', async () => {
  await write('20270104_second.sql', 'alter table step add column more text;');
  await write(
    '20270103_first.sql',
    'create table directory.step (id int); set search_path = directory, public;',
  );
  await write('20270104_second.sql', 'alter table directory.step add column more text;');
  const [one, other] = await Promise.all([run(), run()]);
  expect([...one, ...other]).toEqual(['20270103_first.sql', '20270104_second.sql']);
  expect(await run()).toEqual([]);
});

it('leaves nothing of a migration that fails, and says where it failed', async () => {
  await write('20270105_broken.sql', 'create table directory.half (id int);\n\nselect nothing;\n');
  await expect(run()).rejects.toThrow(
    'Migration 20270105_broken.sql line 3: column "nothing" does not exist',
  );
  const { rows } = await test.ownerPool.query(`select to_regclass('directory.half') as half`);
  expect(rows).toEqual([{ half: null }]);
  await rm(join(folder, '20270105_broken.sql'));
});

it('refuses an old file that was changed, and a name without a date', async () => {
  await write('20270103_first.sql', 'create table directory.other (id int);');
  await expect(run()).rejects.toThrow(/20270103_first.sql was changed/);
  await write('cycles.sql', 'select 1;');
  await expect(run()).rejects.toThrow(/cycles.sql: a migration is named/);
});
