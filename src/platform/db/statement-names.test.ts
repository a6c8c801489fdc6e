import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/database.ts';
import { statementName } from './statement-names.ts';

let test: TestDatabase;

beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.close());

describe('names of statements', () => {
  it('are given from the second time on, one for each text, and not to lists of rows', () => {
    const text = 'select 1 as a_test_of_names';
    expect(statementName(text)).toBeUndefined();
    const name = statementName(text);
    expect(name).toMatch(/^s\d+$/);
    expect(statementName(text)).toBe(name);
    const long = `select ${'1, '.repeat(4000)} 1`;
    expect([statementName(long), statementName(long)]).toEqual([undefined, undefined]);
  });

  it('come to an end, so that connections do not fill with plans', () => {
    const given = new Set(
      Array.from({ length: 2000 }, (_, n) => {
        statementName(`select ${n} as one_of_many`);
        return statementName(`select ${n} as one_of_many`);
      }),
    );
    expect(given.size).toBeLessThanOrEqual(501);
  });

  it('mean nothing in a transaction that has failed, and something in the next one', async () => {
    const late = sql<{ here: number }>`select 7 as here, 'named in a failed transaction' as why`;
    statementName("select 7 as here, 'named in a failed transaction' as why");
    const failed = test.db.outside(async (tx) => {
      await sql`select 1 / 0`.execute(tx).catch(() => {});
      await late.execute(tx);
    });
    await expect(failed).rejects.toThrow(/aborted/);
    for (let turn = 0; turn < 3; turn += 1) {
      expect((await test.db.outside((tx) => late.execute(tx))).rows[0]?.here).toBe(7);
    }
  });

  it('cost one failed transaction, not a connection for ever, when a migration changes a table', async () => {
    const read = () =>
      test.db
        .outside((tx) => sql`select * from directory.process order by id`.execute(tx))
        .then(
          () => 'read',
          () => 'failed',
        );
    // On one connection: the pool lends the one that came back last.
    for (let turn = 0; turn < 8; turn += 1) expect(await read()).toBe('read');
    await test.ownerPool.query('alter table directory.process add column told text');
    const after = [await read(), await read(), await read()];
    expect(after.filter((answer) => answer === 'failed').length).toBeLessThanOrEqual(1);
    expect(after.at(-1)).toBe('read');
  });
});
