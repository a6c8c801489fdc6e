import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { aCity } from '../city/city.fixtures.ts';
import type { Tx } from '../platform/db/database.ts';
import { momentIn } from '../platform/time.ts';
import { cancelCycle } from './cancel-cycle.ts';
import { cancelPhase } from './cancel-phase.ts';
import { aCycle, storyNow } from './cycle.fixtures.ts';
import { type Cycle, currentCycle, cycleById, type PhaseView, phaseOf, phasesOf } from './cycle-queries.ts';
import type { PhaseKind } from './cycle-section.ts';
import { movePhase } from './move-phase.ts';
import { publishCycle } from './publish-cycle.ts';
import { resumeCycle } from './resume-cycle.ts';
import { resumePhase } from './resume-phase.ts';
import { suspendCycle } from './suspend-cycle.ts';
import { suspendPhase } from './suspend-phase.ts';
import { tickPhases } from './tick-phases.ts';

let story: TestDatabase;
let cityId: number;
let actorId: number;
let cycle: Cycle;

beforeAll(async () => {
  story = await testDatabase();
});
afterAll(() => story.close());

let cities = 0;
beforeEach(async () => {
  cities += 1;
  cityId = await aCity(story.db, { slug: `city-${cities}` });
  await inCity(async (tx) => {
    const person = tx.insertInto('person').values({ city_id: cityId }).returning('id');
    actorId = (await person.executeTakeFirstOrThrow()).id;
    cycle = await aCycle(tx, cityId);
  });
});

const inCity = <Value>(work: (tx: Tx) => Promise<Value>) => story.db.inCity(cityId, work);
const days = (count: number, from = storyNow) => new Date(from.getTime() + count * 86_400_000);
const phase = async (tx: Tx, kind: PhaseKind, now = storyNow) =>
  (await phaseOf(tx, cycle, kind, now)) as PhaseView;
const by = (one: PhaseView, reason = 'Por las lluvias.', now = storyNow) => ({
  cityId,
  phaseId: one.id,
  actorId,
  now,
  reason,
});
const day = (text: string, time?: string) => momentIn('America/Monterrey', text, time);

async function events(name: string): Promise<unknown[]> {
  const rows = await inCity((tx) =>
    tx.selectFrom('event').select('data').where('city_id', '=', cityId).where('name', '=', name).execute(),
  );
  return rows.map(({ data }) => data);
}

test('a moved phase has the new dates, keeps the announced ones, and says why', () =>
  inCity(async (tx) => {
    const proposals = await phase(tx, 'proposals');
    const closesAt = day('2027-03-06');
    const evaluation = await phase(tx, 'evaluation');
    const moved = await movePhase(tx, { ...by(proposals), opensAt: proposals.opensAt, closesAt });
    expect(moved.ok).toBe(true);
    expect(await phase(tx, 'proposals')).toMatchObject({
      closesAt,
      firstClosesAt: proposals.closesAt,
      state: 'open',
      reason: 'Por las lluvias.',
    });
    expect((await phase(tx, 'proposals', closesAt)).state).toBe('closed');
    expect((await phase(tx, 'proposals', new Date(closesAt.getTime() - 1))).state).toBe('open');
    expect((await phase(tx, 'evaluation')).opensAt).toEqual(evaluation.opensAt);
  }));

test('a move that would break the order, the past or an open phase is refused', () =>
  inCity(async (tx) => {
    const proposals = await phase(tx, 'proposals');
    const voting = await phase(tx, 'voting');
    const move = (one: PhaseView, opensAt: Date, closesAt: Date, reason?: string) =>
      movePhase(tx, { ...by(one, reason), opensAt, closesAt });
    const evaluation = await phase(tx, 'evaluation');
    expect(await move(evaluation, evaluation.opensAt, days(1, voting.opensAt))).toMatchObject({
      reason: 'out-of-order',
      details: { kind: 'voting', other: 'evaluation' },
    });
    expect(await move(proposals, proposals.opensAt, days(-1))).toMatchObject({ reason: 'in-the-past' });
    expect(await move(proposals, days(1), proposals.closesAt)).toMatchObject({ reason: 'already-open' });
    expect(await move(voting, voting.closesAt, voting.opensAt)).toMatchObject({
      reason: 'closes-before-opens',
    });
    expect(await move(proposals, proposals.opensAt, days(5), '  ')).toMatchObject({ reason: 'no-reason' });
    expect((await phase(tx, 'proposals')).acts).toEqual([]);
  }));

test('a suspended phase stands still past its end and is resumed with a new one', () =>
  inCity(async (tx) => {
    const proposals = await phase(tx, 'proposals');
    expect((await suspendPhase(tx, by(proposals))).ok).toBe(true);
    expect(await phase(tx, 'proposals')).toMatchObject({ state: 'suspended', reason: 'Por las lluvias.' });
    const late = days(60);
    expect((await phase(tx, 'proposals', late)).state).toBe('suspended');
    expect(await suspendPhase(tx, by(proposals))).toMatchObject({ reason: 'wrong-state' });
    expect(await resumePhase(tx, by(proposals, 'Ya pasó.', late))).toMatchObject({ reason: 'already-over' });
    const soon = days(3);
    const closesAt = days(1, proposals.closesAt);
    expect((await resumePhase(tx, { ...by(proposals, 'Ya pasó.', soon), closesAt })).ok).toBe(true);
    expect(await phase(tx, 'proposals', soon)).toMatchObject({ state: 'open', closesAt });
  }));

test('a cancelled phase is over for good', () =>
  inCity(async (tx) => {
    const voting = await phase(tx, 'voting');
    expect((await cancelPhase(tx, by(voting, 'No hubo propuestas factibles.'))).ok).toBe(true);
    expect(await phase(tx, 'voting', voting.opensAt)).toMatchObject({
      state: 'cancelled',
      reason: 'No hubo propuestas factibles.',
    });
    const move = { ...by(voting), opensAt: voting.opensAt, closesAt: days(1, voting.closesAt) };
    expect(await movePhase(tx, move)).toMatchObject({ reason: 'cancelled' });
    expect(await resumePhase(tx, by(voting))).toMatchObject({ reason: 'wrong-state' });
  }));

test('a suspended cycle stops what is open and to come; cancelled, it is nobody’s current cycle', () =>
  inCity(async (tx) => {
    const act = {
      cityId,
      cycleId: cycle.id,
      actorId,
      now: storyNow,
      reason: 'El dinero se destinó a la emergencia.',
    };
    const later = days(40);
    expect((await suspendCycle(tx, { ...act, now: later })).ok).toBe(true);
    const suspended = (await currentCycle(tx, cityId)) as Cycle;
    expect(suspended).toMatchObject({ state: 'suspended', reason: act.reason });
    expect((await phasesOf(tx, suspended, later)).map(({ state }) => state)).toEqual([
      'closed',
      'suspended',
      'suspended',
      'suspended',
      'suspended',
    ]);
    expect((await resumeCycle(tx, { ...act, reason: 'Volvemos.' })).ok).toBe(true);
    expect((await currentCycle(tx, cityId))?.state).toBe('published');
    expect((await cancelCycle(tx, act)).ok).toBe(true);
    expect(await currentCycle(tx, cityId)).toBeUndefined();
    expect(await cycleById(tx, cityId, cycle.id)).toMatchObject({ state: 'cancelled', reason: act.reason });
    expect(await publishCycle(tx, act)).toMatchObject({ reason: 'wrong-state' });
  }));

test('nothing opens in a draft', () =>
  inCity(async (tx) => {
    const draft = await aCycle(tx, cityId, { slug: 'draft', prefix: 'DRAFT', publish: false });
    expect((await phaseOf(tx, draft, 'proposals', storyNow))?.state).toBe('upcoming');
    expect((await currentCycle(tx, cityId))?.id).toBe(cycle.id);
  }));

test('the clock tells each opening and closing once, though two workers see it at the same moment', async () => {
  const race = (now: Date) =>
    Promise.all(Array.from({ length: 8 }, () => inCity((tx) => tickPhases(tx, cityId, now))));
  await race(storyNow);
  expect(await events('phase.opened')).toMatchObject([{ kind: 'proposals', cycleId: cycle.id }]);
  expect(await events('phase.closed')).toEqual([]);
  await race(days(40));
  expect(await events('phase.opened')).toMatchObject([{ kind: 'proposals' }, { kind: 'evaluation' }]);
  expect(await events('phase.closed')).toMatchObject([{ kind: 'proposals' }]);
});

test('a worker that slept through a phase tells its opening and its closing', async () => {
  await inCity((tx) => tickPhases(tx, cityId, days(600)));
  expect(await events('phase.opened')).toHaveLength(5);
  expect(await events('phase.closed')).toHaveLength(5);
});

test('a phase moved after it had closed is told open and closed again', async () => {
  const closed = days(28);
  await inCity((tx) => tickPhases(tx, cityId, closed));
  expect(await events('phase.closed')).toMatchObject([{ kind: 'proposals' }]);
  await inCity(async (tx) => {
    const proposals = await phase(tx, 'proposals', closed);
    const move = { ...by(proposals, 'Una semana más.', closed), opensAt: proposals.opensAt };
    expect((await movePhase(tx, { ...move, closesAt: days(7, closed) })).ok).toBe(true);
  });
  await inCity((tx) => tickPhases(tx, cityId, days(1, closed)));
  await inCity((tx) => tickPhases(tx, cityId, days(2, closed)));
  expect(await events('phase.opened')).toMatchObject([
    { kind: 'proposals' },
    { kind: 'evaluation' },
    { kind: 'proposals' },
  ]);
  await inCity((tx) => tickPhases(tx, cityId, days(8, closed)));
  expect(await events('phase.closed')).toMatchObject([{ kind: 'proposals' }, { kind: 'proposals' }]);
});

test('two people who press at once end with one suspension', async () => {
  const proposals = await inCity((tx) => phase(tx, 'proposals'));
  const answers = await Promise.all([1, 2, 3].map(() => inCity((tx) => suspendPhase(tx, by(proposals)))));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await events('phase.suspended')).toHaveLength(1);
});

test('a phase over a night in which clocks change keeps its midnights', async () => {
  const madrid = await aCity(story.db, { slug: `madrid-${cities}`, timeZone: 'Europe/Madrid' });
  await story.db.inCity(madrid, async (tx) => {
    const one = await aCycle(tx, madrid, {
      now: new Date('2027-03-25T12:00:00Z'),
      change: ({ cycle: { phases } }) => {
        Object.assign(phases[0] as object, { opens: '2027-03-27T00:00', closes: '2027-03-29T00:00' });
      },
    });
    const [proposals] = await phasesOf(tx, one, new Date('2027-03-28T12:00:00Z'));
    expect(proposals?.opensAt.toISOString()).toBe('2027-03-26T23:00:00.000Z');
    expect(proposals?.closesAt.toISOString()).toBe('2027-03-28T22:00:00.000Z');
    expect(proposals?.state).toBe('open');
  });
});
