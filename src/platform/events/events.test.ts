import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/database.ts';
import type { Tx } from '../db/database.ts';
import { openQueue, type Queue } from '../jobs/queue.ts';
import { connectEvents, type Happened, record, type Subscription, subscribe } from './events.ts';

let test: TestDatabase;
let queue: Queue;
let cityId: number;
beforeAll(async () => {
  test = await testDatabase();
  const { id } = await test.db.outside((tx) =>
    tx
      .insertInto('directory.city')
      .values({ slug: 'bus', name: 'Bus' })
      .returning('id')
      .executeTakeFirstOrThrow(),
  );
  cityId = id;
});
afterEach(() => queue.stop());
afterAll(() => test.close());

const at = new Date('2027-04-12T18:00:00Z');
const patience = { timeout: 20_000, interval: 50 };

/** Joins the listeners as a process does at its start; with `hears`, as the worker. */
async function connect(listeners: readonly Subscription[], hears = false): Promise<string[]> {
  const failures: string[] = [];
  queue = await openQueue(test.db);
  connectEvents(listeners, queue.deliver);
  if (hears) await queue.hearAll((error, listener) => failures.push(`${listener}: ${error.message}`));
  return failures;
}

function listener(
  name: string,
  when: 'together' | 'later',
  run: (tx: Tx, happened: Happened<'seed.recorded'>) => Promise<void>,
): Subscription {
  return subscribe({ event: 'seed.recorded', name, when, run });
}

const happen = (tx: Tx, cycleId: number) =>
  record(tx, cityId, {
    name: 'seed.recorded',
    subject: `cycle:${cycleId}`,
    actorId: 4,
    at,
    data: { cycleId },
  });

const keep = (tx: Tx, key: string) => tx.insertInto('once').values({ city_id: cityId, key }).execute();
const kept = async (prefix: string) =>
  (
    await test.db.inCity(cityId, (tx) =>
      tx.selectFrom('once').select('key').where('key', 'like', `${prefix}%`).orderBy('key').execute(),
    )
  ).map(({ key }) => key);
const recorded = async (subject: string) =>
  test.db.inCity(cityId, (tx) => tx.selectFrom('event').selectAll().where('subject', '=', subject).execute());
const waiting = async () => {
  const { rows } = await test.db.pool.query(
    `select data from queue.job where name = 'deliver-event' and state in ('created', 'retry', 'active')`,
  );
  return rows;
};

describe('what happens together', () => {
  it('is written with the act and knows of what', async () => {
    await connect([
      listener('opens', 'together', async (tx, { data, actorId, at: when }) => {
        expect([actorId, when]).toEqual([4, at]);
        await keep(tx, `together-${data.cycleId}`);
      }),
    ]);
    await test.db.inCity(cityId, (tx) => happen(tx, 1));
    expect(await kept('together-1')).toEqual(['together-1']);
    expect(await recorded('cycle:1')).toMatchObject([{ name: 'seed.recorded', data: { cycleId: 1 } }]);
  });

  it('undoes the act when it fails, and its own writing with the act', async () => {
    await connect([
      listener('writes', 'together', async (tx) => {
        await keep(tx, 'together-undone');
      }),
      listener('breaks', 'together', async () => {
        throw new Error('no project for a winner');
      }),
      listener('hears', 'later', async () => {}),
    ]);
    await expect(test.db.inCity(cityId, (tx) => happen(tx, 2))).rejects.toThrow('no project for a winner');
    expect(await recorded('cycle:2')).toEqual([]);
    expect(await kept('together-undone')).toEqual([]);
    expect(await waiting()).toEqual([]);
  });

  it('refuses to be connected with two listeners of one name', async () => {
    queue = await openQueue(test.db);
    const twice = [listener('same', 'later', async () => {}), listener('same', 'later', async () => {})];
    expect(() => connectEvents(twice, queue.deliver)).toThrow('two subscriptions are called same');
  });
});

describe('what happens later', () => {
  it('is not heard of while the act may still be undone, and never when it was', async () => {
    const heard: number[] = [];
    await connect(
      [
        listener('patient', 'later', async (_tx, { data }) => {
          heard.push(data.cycleId);
        }),
      ],
      true,
    );
    const undone = test.db.inCity(cityId, async (tx) => {
      await happen(tx, 10);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await test.db.inCity(cityId, async (tx) => {
      await happen(tx, 11);
      await new Promise((resolve) => setTimeout(resolve, 1500));
      expect(heard).toEqual([]);
    });
    await vi.waitFor(() => expect(heard).toEqual([11]), patience);
    expect(await recorded('cycle:10')).toEqual([]);
  });

  it('is heard by each listener once, also with two workers', async () => {
    const heard = { first: [] as number[], second: [] as number[] };
    const listeners = (['first', 'second'] as const).map((name) =>
      listener(name, 'later', async (_tx, { data }) => {
        heard[name].push(data.cycleId);
      }),
    );
    await connect(listeners, true);
    const other = await openQueue(test.db);
    await other.hearAll(() => {});
    const cycles = Array.from({ length: 30 }, (_, index) => 100 + index);
    await test.db.inCity(cityId, async (tx) => {
      for (const cycle of cycles) await happen(tx, cycle);
    });
    await vi.waitFor(async () => expect(await waiting()).toEqual([]), patience);
    expect(heard.first.sort()).toEqual(cycles);
    expect(heard.second.sort()).toEqual(cycles);
    await other.stop();
  });

  it('is tried again when it fails, without what it had half done, and keeps nobody else waiting', async () => {
    let tries = 0;
    const heard: number[] = [];
    const failures = await connect(
      [
        listener('fails once', 'later', async (tx, { data }) => {
          await keep(tx, `later-${data.cycleId}-try-${tries}`);
          tries += 1;
          if (tries === 1) throw new Error('the mail was not composed');
        }),
        listener('does not care', 'later', async (_tx, { data }) => {
          heard.push(data.cycleId);
        }),
      ],
      true,
    );
    await test.db.inCity(cityId, (tx) => happen(tx, 20));
    await vi.waitFor(() => expect(tries).toBe(2), patience);
    await vi.waitFor(async () => expect(await waiting()).toEqual([]), patience);
    expect(await kept('later-20')).toEqual(['later-20-try-1']);
    expect(heard).toEqual([20]);
    expect(failures).toEqual(['fails once: the mail was not composed']);
  });

  it('is given to another worker when the one that had it in hand was killed', async () => {
    const heard: number[] = [];
    await connect([
      listener('orphan', 'later', async (_tx, { data }) => {
        heard.push(data.cycleId);
      }),
    ]);
    await test.db.inCity(cityId, (tx) => happen(tx, 30));
    // As a worker leaves it that took the delivery and was killed some minutes ago.
    await test.db.pool.query(
      `update queue.job set state = 'active', started_on = now() - interval '10 minutes' where state = 'created'`,
    );
    await queue.hearAll((error) => {
      throw error;
    });
    await queue.giveBack();
    await vi.waitFor(() => expect(heard).toEqual([30]), patience);
  });
});
