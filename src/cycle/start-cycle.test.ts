import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { aCity } from '../city/city.fixtures.ts';
import { zoneNamesOf } from '../city/city-queries.ts';
import { aCycle, storyBlueprint, storyNow } from './cycle.fixtures.ts';
import {
  allotmentsOf,
  categoriesOf,
  currentCycle,
  cycleBySlug,
  cyclesOf,
  districtOfZone,
  districtsOf,
  phaseOf,
  phasesOf,
} from './cycle-queries.ts';
import { startCycle } from './start-cycle.ts';

let test_: TestDatabase;
let cityId: number;
beforeAll(async () => {
  test_ = await testDatabase();
  cityId = await aCity(test_.db);
});
afterAll(() => test_.close());

/** Runs in the story city and undoes everything. */
async function undone(work: (tx: Parameters<Parameters<typeof test_.db.inCity>[1]>[0]) => Promise<void>) {
  const undo = new Error('undo');
  await test_.db
    .inCity(cityId, async (tx) => {
      await work(tx);
      throw undo;
    })
    .catch((error) => {
      if (error !== undo) throw error;
    });
}

test('a cycle is started from the generic blueprint with districts, money and phases of its own', () =>
  undone(async (tx) => {
    const cycle = await aCycle(tx, cityId);
    const districts = await districtsOf(tx, cycle);
    expect(districts.map(({ code, zoneIds, lowest }) => [code, zoneIds.length, lowest])).toEqual([
      ['norte', 3, true],
      ['sur', 3, true],
    ]);
    expect(await allotmentsOf(tx, cycle)).toEqual(
      districts.map(({ id }) => ({ districtId: id, track: 'community', amount: 300_000_000 })),
    );
    expect((await categoriesOf(tx, cycle))[0]).toEqual({ code: 'parks', name: 'Parques y áreas verdes' });
    const phases = await phasesOf(tx, cycle, storyNow);
    expect(phases.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'proposals open',
      'evaluation upcoming',
      'voting upcoming',
      'results upcoming',
      'projects upcoming',
    ]);
    const centro = (await zoneNamesOf(tx, cityId)).find(({ code }) => code === 'centro');
    expect((await districtOfZone(tx, cycle, centro?.id ?? 0))?.code).toBe('sur');
    expect((await currentCycle(tx, cityId))?.id).toBe(cycle.id);
    expect((await cycleBySlug(tx, cityId, '2027'))?.unknown).toEqual([]);
  }));

test('the fixture can put the city into any phase', () =>
  undone(async (tx) => {
    for (const kind of ['proposals', 'evaluation', 'voting', 'results', 'projects'] as const) {
      const prefix = kind.slice(0, 4).toUpperCase();
      const cycle = await aCycle(tx, cityId, { phase: kind, slug: kind, prefix });
      expect((await phaseOf(tx, cycle, kind, storyNow))?.state).toBe('open');
    }
  }));

test('phases open at midnight of the city, not of Greenwich', () =>
  undone(async (tx) => {
    const cycle = await aCycle(tx, cityId);
    const proposals = await phaseOf(tx, cycle, 'proposals', storyNow);
    expect(proposals?.opensAt.toISOString()).toBe('2027-02-07T06:00:00.000Z');
  }));

test('an unknown value of the cycle section, or of a phase already begun, keeps a cycle from starting', () =>
  undone(async (tx) => {
    const start = (blueprint: unknown) =>
      startCycle(tx, { cityId, actorId: null, now: storyNow, slug: 'a', name: 'A', blueprint });
    const withoutMoney = storyBlueprint('2027-02-07');
    const unknownTotal = { ...withoutMoney.cycle, money: { ...withoutMoney.cycle.money, total: null } };
    expect(await start({ ...withoutMoney, cycle: unknownTotal })).toMatchObject({
      ok: false,
      findings: [{ path: 'cycle.money.total', key: 'cycle.finding.unknown' }],
    });
    const early = storyBlueprint('2027-02-07');
    const later = storyBlueprint('2027-02-20');
    const unknownAge = { minimumAge: null };
    expect(await start({ ...early, proposals: { ...early.proposals, ...unknownAge } })).toMatchObject({
      findings: [{ path: 'proposals.minimumAge' }],
    });
    const started = await start({ ...later, proposals: { ...later.proposals, ...unknownAge } });
    expect(started.ok).toBe(true);
    expect((await cyclesOf(tx, cityId))[0]?.unknown).toEqual(['proposals.minimumAge']);
  }));

test('a zone that the city does not have is named, and nothing is written', () =>
  undone(async (tx) => {
    const blueprint = storyBlueprint('2027-02-07');
    blueprint.cycle.districts?.push({ code: 'oeste', name: 'Sector Oeste', zones: ['el-rincon'] });
    blueprint.cycle.money.total = 900_000_000;
    const refused = await startCycle(tx, {
      cityId,
      actorId: null,
      now: storyNow,
      slug: 'a',
      name: 'A',
      blueprint,
    });
    expect(refused).toMatchObject({
      findings: [{ path: 'cycle.districts[2].zones[0]', args: { zone: 'el-rincon' } }],
    });
    expect(await cyclesOf(tx, cityId)).toEqual([]);
  }));

test('a slug and a folio prefix are given once', () =>
  undone(async (tx) => {
    await aCycle(tx, cityId);
    const again = { cityId, actorId: null, now: storyNow, name: 'A' };
    expect(
      await startCycle(tx, { ...again, slug: '2027', blueprint: storyBlueprint('2027-02-07', 'OTHER') }),
    ).toMatchObject({ reason: 'slug-taken' });
    expect(
      await startCycle(tx, { ...again, slug: 'other', blueprint: storyBlueprint('2027-02-07') }),
    ).toMatchObject({ findings: [{ key: 'cycle.finding.prefix-taken' }] });
  }));
