import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/database.ts';
import type { Tx } from './database.ts';

let test: TestDatabase;
const cities: number[] = [];

beforeAll(async () => {
  test = await testDatabase();
  await test.ownerPool.query(`
    create table bench (
      city_id int not null,
      id int generated always as identity,
      text text not null,
      day date,
      amount bigint,
      share numeric,
      days date[],
      primary key (city_id, id)
    );
    select tenant('bench', 'select, insert, update');
  `);
  for (const slug of ['san-pedro', 'leon']) {
    const { id } = await test.db.outside((tx) =>
      tx.insertInto('directory.city').values({ slug, name: slug }).returning('id').executeTakeFirstOrThrow(),
    );
    cities.push(id);
  }
});

afterAll(() => test.close());

const [sanPedro, leon] = [() => cities[0]!, () => cities[1]!];
const add = (cityId: number, text: string) => (tx: Tx) =>
  sql`insert into bench (city_id, text) values (${cityId}, ${text})`.execute(tx);
const texts = async (tx: Tx) =>
  (await sql<{ text: string }>`select text from bench order by id`.execute(tx)).rows.map((row) => row.text);

describe('a transaction in a city', () => {
  it('sees and writes the rows of its city only', async () => {
    await test.db.inCity(sanPedro(), add(sanPedro(), 'a bench in San Pedro'));
    await test.db.inCity(leon(), add(leon(), 'a bench in León'));
    expect(await test.db.inCity(sanPedro(), texts)).toEqual(['a bench in San Pedro']);
    expect(await test.db.inCity(leon(), texts)).toEqual(['a bench in León']);
    await expect(test.db.inCity(sanPedro(), add(leon(), 'smuggled'))).rejects.toThrow(/row-level security/);
    const moved = (tx: Tx) => sql`update bench set city_id = ${leon()}`.execute(tx);
    await expect(test.db.inCity(sanPedro(), moved)).rejects.toThrow(/row-level security/);
  });

  it('leaves nothing of its city on the connection', async () => {
    for (let turn = 0; turn < 50; turn++) {
      await Promise.all([
        test.db.inCity(sanPedro(), async (tx) => expect(await texts(tx)).toEqual(['a bench in San Pedro'])),
        test.db.outside(async (tx) => expect(await texts(tx)).toEqual([])),
        test.db.inCity(leon(), async (tx) => expect(await texts(tx)).toEqual(['a bench in León'])),
      ]);
    }
  });

  it('writes nothing when the work throws, and keeps its connection', async () => {
    const failing = test.db.inCity(sanPedro(), async (tx) => {
      await add(sanPedro(), 'half')(tx);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await test.db.inCity(sanPedro(), texts)).toEqual(['a bench in San Pedro']);
    expect(test.db.pool.waitingCount).toBe(0);
    expect(test.db.pool.idleCount).toBe(test.db.pool.totalCount);
  });

  it('does not report success when an error inside was swallowed', async () => {
    const swallowing = test.db.inCity(sanPedro(), async (tx) => {
      await add(sanPedro(), 'lost')(tx);
      await sql`select 1 / 0`.execute(tx).catch(() => {});
    });
    await expect(swallowing).rejects.toThrow(/rolled back/);
  });

  it('refuses to write when it is read only', async () => {
    const writing = test.db.inCity(sanPedro(), add(sanPedro(), 'no'), { readOnly: true });
    await expect(writing).rejects.toThrow(/read-only/);
  });

  it('refuses a query after its end, when the connection may serve another city', async () => {
    const escaped = await test.db.inCity(sanPedro(), async (tx) => ({ tx }));
    await expect(texts(escaped.tx)).rejects.toThrow(/over/);
  });

  it('runs queries side by side on its one connection', async () => {
    const both = await test.db.inCity(sanPedro(), (tx) => Promise.all([texts(tx), texts(tx)]));
    expect(both[0]).toEqual(both[1]);
  });

  it('refuses what is no city', () => {
    for (const id of [0, -1, 1.5, Number.NaN]) expect(() => test.db.inCity(id, texts)).toThrow(/not a city/);
  });
});

it('survives the loss of its connections', async () => {
  const lost = test.db.inCity(sanPedro(), async (tx) => {
    const pid = (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)).rows[0]!.pid;
    await sql`select pg_terminate_backend(${pid})`.execute(tx);
  });
  await expect(lost).rejects.toThrow();
  expect(await test.db.inCity(sanPedro(), texts)).toEqual(['a bench in San Pedro']);
});

it('keeps days, money and shares exact', async () => {
  const row = async (tx: Tx) =>
    (
      await sql`select date '2026-11-29' as day, 9007199254740991::bigint as money, 0.1 + 0.2 as share,
        array[date '2026-01-01'] as days, now() as at, array[1::bigint] as ids`.execute(tx)
    ).rows[0];
  expect(await test.db.outside(row)).toEqual({
    day: '2026-11-29',
    money: 9007199254740991,
    share: '0.3',
    days: ['2026-01-01'],
    at: expect.any(Date),
    ids: [1],
  });
  const tooLarge = (tx: Tx) => sql`select 9007199254740993::bigint as money`.execute(tx);
  await expect(test.db.outside(tooLarge)).rejects.toThrow(/does not fit/);
});
