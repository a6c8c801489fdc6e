import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/database.ts';
import { type Job, type JobCity, tick } from './jobs.ts';

let test: TestDatabase;
let cities: JobCity[];
beforeAll(async () => {
  test = await testDatabase();
  cities = await test.db.outside(async (tx) => {
    const rows = await tx
      .insertInto('directory.city')
      .values(['uno', 'dos'].map((slug) => ({ slug, name: slug })))
      .returning('id')
      .execute();
    return rows.map(({ id }) => ({ id, timeZone: 'America/Monterrey' }));
  });
});
afterAll(() => test.close());

const machine = async () => new Date();
const keep = (key: string): Job => ({
  name: key,
  every: '@tick',
  run: async (tx, city) => {
    await tx.insertInto('once').values({ city_id: city.id, key }).execute();
  },
});
const kept = (cityId: number, key: string) =>
  test.db.inCity(cityId, (tx) => tx.selectFrom('once').select('key').where('key', '=', key).execute());

describe('a tick', () => {
  it("runs each job for each city, by that city's clock and under its row level security", async () => {
    const seen: [number, string, number][] = [];
    const job: Job = {
      name: 'looks',
      every: '@tick',
      run: async (tx, city, now) => {
        await keep('seen-job').run(tx, city, now);
        seen.push([city.id, now.toISOString(), (await tx.selectFrom('once').selectAll().execute()).length]);
      },
    };
    const clock = async (_tx: unknown, city: JobCity) => new Date(Date.UTC(2027, 0, city.id));
    await tick(test.db, [job], cities, clock, fail);
    expect(seen).toEqual(cities.map(({ id }) => [id, new Date(Date.UTC(2027, 0, id)).toISOString(), 1]));
  });

  it('is done by one of two workers, and the other does not wait for it', async () => {
    let running = 0;
    let most = 0;
    let finish = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const job: Job = {
      name: 'slow',
      every: '@tick',
      run: async () => {
        running += 1;
        most = Math.max(most, running);
        await finished;
        running -= 1;
      },
    };
    const [city] = cities as [JobCity, JobCity];
    const first = tick(test.db, [job], [city], machine, fail);
    while (running === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await tick(test.db, [job, keep('while-slow')], [city], machine, fail);
    expect(await kept(city.id, 'while-slow')).toHaveLength(1);
    finish();
    await first;
    expect(most).toBe(1);
  });

  it('undoes a job that fails, tells of it, and goes on with the others and the other city', async () => {
    const [uno, dos] = cities as [JobCity, JobCity];
    const failing: Job = {
      name: 'half',
      every: '@tick',
      run: async (tx, city, now) => {
        await keep('half-done').run(tx, city, now);
        if (city.id === uno.id) throw new Error('in the middle');
      },
    };
    const failures: string[] = [];
    await tick(test.db, [failing, keep('after-it')], cities, machine, (error, job) =>
      failures.push(`${job}: ${error.message}`),
    );
    expect(failures).toEqual(['half: in the middle']);
    expect(await kept(uno.id, 'half-done')).toEqual([]);
    expect(await kept(dos.id, 'half-done')).toHaveLength(1);
    expect(await kept(uno.id, 'after-it')).toHaveLength(1);
  });
});

function fail(error: Error): never {
  throw error;
}
