import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/database.ts';
import { rootFolder } from '../process/root-folder.ts';
import { schemaFiles } from './schema-files.ts';
import { schemaText } from './schema-text.ts';
import { schemaTypes } from './schema-types.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.close());

describe('the files read back from the database', () => {
  it.each(['db/schema.sql', 'src/platform/db/tables.ts'])('%s is what the migrations make', async (path) => {
    const made = (await schemaFiles(test.ownerPool)).find((file) => file.path === path);
    const kept = await readFile(join(rootFolder(), path), 'utf8');
    expect(kept, `run "npx cabildo schema" and commit ${path}`).toBe(made?.text);
  });

  it('name every kind of thing that a migration can make', async () => {
    await test.ownerPool.query(`
      create table probe (
        city_id int not null,
        id int generated always as identity,
        state text not null default 'open' check (state in ('open', 'it''s shut')),
        answers jsonb not null,
        note text,
        total bigint generated always as (1 + 1) stored,
        primary key (city_id, id)
      );
      create unique index probe_note on probe (city_id, note) where note is not null;
      create view probe_open with (security_invoker = true) as select city_id, id from probe where state = 'open';
      select tenant('probe', 'select, update (note)');
    `);
    const text = await schemaText(test.ownerPool);
    expect(text).toContain("state text not null default 'open'::text");
    expect(text).toContain('constraint probe_pkey PRIMARY KEY (city_id, id)');
    expect(text).toContain(
      'constraint probe_city_id_fkey FOREIGN KEY (city_id) REFERENCES directory.city(id)',
    );
    expect(text).toContain('CREATE UNIQUE INDEX probe_note');
    expect(text).toContain('alter table probe force row level security;');
    expect(text).toContain('create policy city on probe as permissive for all using');
    expect(text).toContain('grant select, update (note) on probe to cabildo_app;');
    expect(text).toContain('create view probe_open with (security_invoker=true) as');
    const types = await schemaTypes(test.ownerPool);
    expect(types).toContain(`export interface ProbeTable {
  city_id: number;
  id: GeneratedAlways<number>;
  state: Generated<"open" | "it's shut">;
  answers: ColumnType<unknown, string, string>;
  note: string | null;
  total: GeneratedAlways<number | null>;
}`);
    expect(types).toContain('  id: ColumnType<number | null, never, never>;');
    await test.ownerPool.query('drop table probe cascade');
  });
});
