import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestHouse, testHouse } from '../../test/house.ts';
import { aCity } from '../city/city.fixtures.ts';
import { cityNow } from '../city/clock.ts';
import { currentCycle, cyclesOf, phasesOf } from '../cycle/cycle-queries.ts';
import type { Tx } from '../platform/db/database.ts';
import { repeats } from '../results/count-contests.ts';
import { seedDemo } from './seed-demo.ts';
import { seedIfEmpty } from './seed-if-empty.ts';

/** A demo has some 10,000 acts behind it; on a busy machine that takes its time. */
const patience = 300_000;
const asDemo = { isDemo: true, isProduction: false, databaseUrl: undefined };

let house: TestHouse;
let cityId: number;

const read = <Value>(work: (tx: Tx) => Promise<Value>) => house.db.inCity(cityId, work, { readOnly: true });

function events(): Promise<number> {
  return read(async (tx) => {
    const { all } = await tx
      .selectFrom('event')
      .select((select) => select.fn.countAll<number>().as('all'))
      .executeTakeFirstOrThrow();
    return all;
  });
}

/** How many proposals of the running edition are shown, by stage. */
function stages(): Promise<Record<string, number>> {
  return read(async (tx) => {
    const cycle = await currentCycle(tx, cityId);
    const rows = await tx
      .selectFrom('published_proposal')
      .select(['stage', (select) => select.fn.countAll<number>().as('count')])
      .where('cycle_id', '=', cycle?.id ?? 0)
      .groupBy('stage')
      .execute();
    return Object.fromEntries(rows.map(({ stage, count }) => [stage, count]));
  });
}

function openPhases(): Promise<string[]> {
  return read(async (tx) => {
    const cycle = await currentCycle(tx, cityId);
    if (!cycle) return [];
    const phases = await phasesOf(tx, cycle, await cityNow(tx, cityId));
    return phases.filter(({ state }) => state === 'open').map(({ kind }) => kind);
  });
}

/** Every count that was published, run again from what was kept of it. */
async function countsRepeat(): Promise<number> {
  const runs = await read((tx) => tx.selectFrom('count_run').select(['input', 'outcome']).execute());
  for (const run of runs) expect(repeats(run)).toBe(true);
  return runs.length;
}

/** The pages that every visitor sees answer, each in its own city's name. */
async function publicPagesAnswer(): Promise<void> {
  for (const path of [
    '/',
    '/proposals',
    '/cycle',
    '/projects',
    '/results',
    '/vote',
    '/demo/clock',
    '/demo/sign-in',
  ]) {
    const { status, html, location } = await house.get(path);
    expect([200, 303], `${path} ${status}`).toContain(status);
    if (status === 303) expect(location, path).toContain('/sign-in');
    else expect(html, path).toContain('San Pedro de los Encinos');
  }
}

/** Presses "move ahead" up to the opening of a phase, as a visitor does. */
async function moveTo(kind: string): Promise<void> {
  const phase = await read(async (tx) => {
    const cycle = await currentCycle(tx, cityId);
    return cycle && (await phasesOf(tx, cycle, await cityNow(tx, cityId))).find((one) => one.kind === kind);
  });
  const { html } = await house.get('/demo/clock');
  const once = /name="_once" value="([^"]+)"/.exec(html)?.[1] as string;
  const form = { act: 'move', _once: once, to: `opens-${phase?.id}`, play: 'yes' };
  const answer = await house.post('/demo/clock', form);
  expect(answer.location).toBe('/demo/clock');
}

describe('a demo city that opens with its proposals', () => {
  beforeAll(async () => {
    house = await testHouse();
    expect(await seedIfEmpty(house.db, asDemo)).toBe(true);
    await house.assembly.cities.reload();
    const [city] = house.assembly.cities.all();
    cityId = city?.id as number;
  }, patience);
  afterAll(() => house.close());

  it('shows what neighbours propose, and not what staff keep back', async () => {
    expect(await openPhases()).toEqual(['proposals']);
    expect((await stages()).published).toBeGreaterThan(110);
    await publicPagesAnswer();
    const found = await house.get('/proposals?q=banquetas');
    expect(found.html).toContain('Banquetas');
    const held = await house.get('/proposals?q=doctor');
    expect(held.html).not.toContain('Enriqueta');
  });

  it('sends no mail about its past', async () => {
    const mails = await read((tx) => tx.selectFrom('mail').select('id').execute());
    expect(mails).toEqual([]);
    const { rows } = await house.ownerPool.query('select count(*)::int as waiting from queue.job');
    expect(rows[0].waiting).toBe(0);
  });

  it('has a year behind it whose winners come out of a real count', async () => {
    expect(await read((tx) => cyclesOf(tx, cityId))).toHaveLength(2);
    expect(await countsRepeat()).toBe(6);
    const projects = await read((tx) => tx.selectFrom('project').select(['id', 'promised']).execute());
    expect(projects.length).toBeGreaterThan(10);
    const milestones = await read((tx) =>
      tx.selectFrom('milestone').select(['done_on', 'position']).execute(),
    );
    expect(milestones.filter(({ done_on, position }) => done_on && position === 3).length).toBeGreaterThan(3);
    expect(milestones.some(({ done_on }) => !done_on)).toBe(true);
  });

  it('is made once: a second start changes nothing, and neither does a house that is no demo', async () => {
    const before = await events();
    expect(await seedIfEmpty(house.db, asDemo)).toBe(false);
    for (const other of [
      { isDemo: false },
      { isProduction: true },
      { databaseUrl: 'postgres://server/city' },
    ]) {
      expect(await seedIfEmpty(house.db, { ...asDemo, ...other })).toBe(false);
    }
    expect(await events()).toBe(before);
  });

  it(
    'goes through its whole edition by the clock',
    async () => {
      await moveTo('voting');
      expect(await openPhases()).toEqual(['voting']);
      const voting = await stages();
      expect(voting.feasible).toBeUndefined();
      expect(voting.on_ballot).toBe(91);
      expect(voting.joined).toBe(5);
      expect(voting.infeasible).toBeGreaterThan(20);
      await publicPagesAnswer();
      await moveTo('results');
      await moveTo('projects');
      const after = await stages();
      expect((after.won ?? 0) + (after.not_won ?? 0)).toBe(96);
      expect(after.won).toBeGreaterThan(30);
      expect(after.not_won).toBeGreaterThan(20);
      expect(await countsRepeat()).toBe(18);
      await publicPagesAnswer();
      const projects = await read((tx) =>
        tx.selectFrom('project').select('title').orderBy('id', 'desc').execute(),
      );
      expect(projects.length).toBeGreaterThan(50);
      const { html } = await house.get('/projects');
      expect(html).toContain(projects[0]?.title);
    },
    patience,
  );

  it('moves its clock only ahead', async () => {
    const past = await read(async (tx) => {
      const cycle = await currentCycle(tx, cityId);
      return cycle && (await phasesOf(tx, cycle, await cityNow(tx, cityId)))[0]?.id;
    });
    const before = await read((tx) => cityNow(tx, cityId));
    const answer = await house.post('/demo/clock', {
      act: 'move',
      _once: 'again-and-again-0001',
      to: `opens-${past}`,
    });
    expect(answer.status).toBe(422);
    expect(answer.html).toContain('el reloj solo va hacia adelante');
    expect((await read((tx) => cityNow(tx, cityId))).getTime() - before.getTime()).toBeLessThan(60_000);
  });
});

describe('a demo city that opens in the middle of its evaluation', () => {
  beforeAll(async () => {
    house = await testHouse();
    cityId = await seedDemo(house.db, { now: new Date(), phase: 'evaluation' });
    await house.assembly.cities.reload();
  }, patience);
  afterAll(() => house.close());

  it('has cases at every step of the desk, and tells nobody how they end', async () => {
    expect(await openPhases()).toEqual(['evaluation']);
    const cases = await read(async (tx) => {
      const cycle = await currentCycle(tx, cityId);
      return tx
        .selectFrom('evaluation_case')
        .select('state')
        .distinct()
        .where('cycle_id', '=', cycle?.id ?? 0)
        .execute();
    });
    const states = cases.map(({ state }) => state).sort();
    expect(states).toEqual(
      [
        'closed',
        'consolidation',
        'formal_check',
        'prepared',
        'received',
        'signed',
        'with_departments',
      ].sort(),
    );
    expect(Object.keys(await stages()).sort()).toEqual(['in_evaluation', 'withdrawn']);
    await publicPagesAnswer();
  });

  it('says so when its making was interrupted', async () => {
    await house.ownerPool.query(
      `begin; set local app.city_id = ${cityId}; delete from event where name = 'demo.seeded'; commit`,
    );
    await expect(seedIfEmpty(house.db, asDemo)).rejects.toThrow(/interrupted while it was made: remove/);
  });
});

/** What visitors see of a demo, without ids. */
async function fingerprint() {
  return read(async (tx) => ({
    proposals: await tx
      .selectFrom('published_proposal')
      .select(['folio', 'title', 'stage', 'supports', 'submitted_at'])
      .orderBy('folio')
      .execute(),
    projects: await tx.selectFrom('project').select(['code', 'title', 'promised']).orderBy('code').execute(),
    papers: await tx.selectFrom('paper_ballot').select(['marks', 'validity']).orderBy('id').execute(),
  }));
}

describe('a demo city that opens in another phase', () => {
  it.each(['voting', 'results', 'projects'] as const)(
    'has %s open',
    async (phase) => {
      house = await testHouse();
      cityId = await seedDemo(house.db, { now: new Date(), phase });
      await house.assembly.cities.reload();
      expect(await openPhases()).toEqual([phase]);
      expect(await countsRepeat()).toBe(phase === 'voting' ? 6 : 18);
      await publicPagesAnswer();
      await house.close();
    },
    patience,
  );

  it(
    'is the same city when it is made again',
    async () => {
      const now = new Date('2026-12-01T18:00:00Z');
      const made: unknown[] = [];
      for (let round = 0; round < 2; round += 1) {
        house = await testHouse();
        cityId = await seedDemo(house.db, { now, phase: 'review' });
        made.push(await fingerprint());
        await house.close();
      }
      expect(made[1]).toEqual(made[0]);
    },
    patience,
  );
});

describe('a city that is no demo', () => {
  it('has no clock to move', async () => {
    house = await testHouse({ demo: false });
    cityId = await aCity(house.db);
    await house.assembly.cities.reload();
    expect((await house.get('/demo/clock')).status).toBe(404);
    const answer = await house.post('/demo/clock', {
      act: 'move',
      _once: 'not-in-this-city-01',
      to: 'month',
    });
    expect(answer.status).toBe(404);
    await house.close();
  });
});
