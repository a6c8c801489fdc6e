import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/database.ts';
import { findTenancyGaps } from './tenancy-gaps.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.close());

const query = (text: string) => test.ownerPool.query(text);
const bench = 'city_id int not null, id int generated always as identity, primary key (city_id, id)';

describe('the wall between the cities', () => {
  it('has no gap after all migrations', async () => {
    expect(await findTenancyGaps(test.ownerPool)).toEqual([]);
  });

  it('stands for a table that a migration declares', async () => {
    await query(`create table bench (${bench}); select tenant('bench');
      create table plank (city_id int not null, id int, bench_id int not null, primary key (city_id, id),
        foreign key (city_id, bench_id) references bench (city_id, id)); select tenant('plank');
      create view old_bench with (security_invoker = true) as select * from bench`);
    expect(await findTenancyGaps(test.ownerPool)).toEqual([]);
    const { rows } = await query(
      `select conname from pg_constraint where conrelid = 'plank'::regclass and contype = 'f'`,
    );
    expect(rows).toEqual([{ conname: 'plank_city_id_bench_id_fkey' }]);
  });

  const gaps: [string, string, string[]][] = [
    ['a table without city', 'create table probe (id int primary key)', ['probe: has no column city_id']],
    [
      'a table that was not declared',
      `create table probe (${bench})`,
      [
        'probe: row level security is not enabled and forced',
        'probe: has no policy that binds it to the city',
        'probe: nothing ties city_id to the list of cities',
      ],
    ],
    [
      'security that the owner walks past',
      `create table probe (${bench}); select tenant('probe'); alter table probe no force row level security`,
      ['probe: row level security is not enabled and forced'],
    ],
    [
      'a policy that widens',
      `create table probe (${bench}); select tenant('probe'); create policy all_of_it on probe for select using (true)`,
      ['probe: policy all_of_it widens what is seen'],
    ],
    [
      'a policy that checks nothing on writing',
      `create table probe (${bench}); select tenant('probe'); drop policy city on probe;
       create policy city on probe using (city_id = nullif(current_setting('app.city_id', true), '')::int) with check (true)`,
      ['probe: has no policy that binds it to the city'],
    ],
    [
      'unique values across the cities',
      `create table probe (${bench}, folio text unique, mark text); select tenant('probe');
       create unique index probe_mark on probe (mark) where city_id > 0`,
      ['probe: probe_folio_key is unique across the cities', 'probe: probe_mark is unique across the cities'],
    ],
    [
      'a reference that leaves the city out',
      `create table probe (${bench}, code int, unique (city_id, code)); select tenant('probe');
       create unique index probe_code on probe (city_id, code);
       alter table probe add other_city int, add other int, add foreign key (other_city, other) references probe (city_id, id)`,
      ['probe: probe_other_city_other_fkey refers to probe without the city'],
    ],
    [
      "a view with its owner's eyes",
      `create table probe (${bench}); select tenant('probe'); create view probe_all as select * from probe`,
      ["probe_all: is not security_invoker: it reads with its owner's eyes"],
    ],
    [
      'a materialized view',
      `create materialized view probe as select 1 as city_id`,
      ['probe: a materialized view knows no row level security'],
    ],
    [
      'grants that ask no policy',
      `create table probe (${bench}); select tenant('probe', 'truncate'); grant select on probe to public`,
      ['probe: cabildo_app may truncate', 'probe: public may select'],
    ],
  ];
  it.each(gaps)('names %s', async (_name, text, expected) => {
    await query(text);
    try {
      expect(await findTenancyGaps(test.ownerPool)).toEqual(expected);
    } finally {
      await query('drop table if exists probe cascade').catch(() => query('drop materialized view probe'));
    }
  });

  it('makes tenant() refuse a table that cannot carry it', async () => {
    await expect(query(`create table probe (id int primary key); select tenant('probe')`)).rejects.toThrow(
      /city_id/,
    );
    const late = `create table probe (city_id int not null, id int primary key); select tenant('probe')`;
    await expect(query(late)).rejects.toThrow(/begin with city_id/);
  });

  it('holds for the owner too', async () => {
    await query(`insert into directory.city (slug, name) values ('oaxaca', 'Oaxaca')`);
    await expect(query('insert into bench (city_id) select id from directory.city')).rejects.toThrow(
      /row-level security/,
    );
  });

  it('keeps the application away from making or dropping tables', async () => {
    const run = (text: string) => test.db.pool.query(text);
    await expect(run('create table mine (id int)')).rejects.toThrow(/permission denied/);
    await expect(run('drop table bench')).rejects.toThrow(/owner/);
    await expect(run('alter table bench disable row level security')).rejects.toThrow(/owner/);
    await expect(run('update directory.migration set checksum = $$x$$')).rejects.toThrow(/permission denied/);
  });
});
