import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { announceBlackout, cancelBlackout, changeBlackout } from '../city/announce-blackout.ts';
import { usualStops } from '../cycle/blackout-section.ts';
import type { Tx } from '../platform/db/database.ts';
import { assignDepartments } from './assign-departments.ts';
import { aDecidedCase, caseOf } from './evaluation.fixtures.ts';
import { evaluationJobs } from './jobs.ts';
import { planReveal } from './plan-reveal.ts';
import { aStory, type Story } from './story.fixtures.ts';

let database: TestDatabase;
let story: Story;
beforeAll(async () => {
  database = await testDatabase();
  story = await aStory(database);
});
afterAll(() => database.close());

const days = (count: number) => new Date(story.now.getTime() + count * 86_400_000);

/** Wednesday 10 February 2027 is the story's day: the blackout runs from Monday 15 to Friday 19. */
const announce = (tx: Tx, stops: Partial<typeof usualStops>) =>
  announceBlackout(tx, {
    cityId: story.cityId,
    actorId: story.staff.coordinatorId,
    now: story.now,
    from: '2027-02-15',
    to: '2027-02-19',
    law: 'Artículo 134 constitucional',
    reason: 'Elección',
    stops: { ...usualStops, ...stops },
  });

test('paused clocks move the days of opinions by the paused working days, and back', async () => {
  const proposalId = await story.propose('Sombra');
  const wish = { cityId: story.cityId, proposalId, staff: story.staff, now: story.now };
  await story.inCity(async (tx) => {
    const caseId = await aDecidedCase(tx, { ...wish, until: 'with_departments' });
    const due = async () =>
      (
        await tx
          .selectFrom('opinion')
          .select('due_on')
          .where('case_id', '=', caseId)
          .executeTakeFirstOrThrow()
      ).due_on;
    const first = await due();
    expect(first).toBe('2027-03-03');
    const running = await announce(tx, { clocks: 'run' });
    expect(await due()).toBe(first);
    const paused = await announce(tx, { clocks: 'pause' });
    if (!running.ok || !paused.ok) throw new Error('not announced');
    // Five working days later.
    expect(await due()).toBe('2027-03-10');
    const act = { cityId: story.cityId, actorId: story.staff.coordinatorId, reason: 'Cambio de fechas' };
    const rest = { law: 'Ley', stops: { ...usualStops, clocks: 'pause' as const } };
    await changeBlackout(tx, {
      ...act,
      ...rest,
      now: story.now,
      blackoutId: paused.value,
      from: '2027-02-15',
      to: '2027-02-16',
    });
    expect(await due()).toBe('2027-03-05');
    // Asked while it stands: the new question counts the pause from the start.
    const { revision } = await caseOf(tx, story.cityId, proposalId);
    const obras = story.departments.get('obras') as number;
    const asked = await assignDepartments(tx, {
      cityId: story.cityId,
      caseId,
      revision,
      departments: [{ departmentId: obras, evaluatorId: null }],
      actorId: story.staff.coordinatorId,
      now: story.now,
    });
    expect(asked.ok).toBe(true);
    const all = () => tx.selectFrom('opinion').select('due_on').where('case_id', '=', caseId).execute();
    expect(await all()).toEqual([{ due_on: '2027-03-05' }, { due_on: '2027-03-05' }]);
    // Taken back on its second day: one day was paused and stays so.
    await cancelBlackout(tx, { ...act, now: days(6), blackoutId: paused.value });
    expect(await all()).toEqual([{ due_on: '2027-03-04' }, { due_on: '2027-03-04' }]);
    await cancelBlackout(tx, { ...act, now: days(6), blackoutId: running.value });
  });
});

test('a reveal within a blackout waits for its end; paused evaluation takes no opinion meanwhile', async () => {
  const revealed = await story.propose('Bancas');
  const open = await story.propose('Fuente');
  await story.inCity(async (tx) => {
    const common = { cityId: story.cityId, staff: story.staff, now: story.now };
    await aDecidedCase(tx, { ...common, proposalId: revealed });
    const actorId = story.staff.coordinatorId;
    const cycleId = story.cycle.id;
    await planReveal(tx, { cityId: story.cityId, cycleId, at: days(6), actorId, now: story.now });
    const made = await announce(tx, { publications: true, evaluation: 'pause' });
    expect(made.ok).toBe(true);
    const tick = (now: Date) =>
      evaluationJobs[0]?.run(tx, { id: story.cityId, timeZone: 'America/Monterrey' }, now);
    const state = async () => (await caseOf(tx, story.cityId, revealed)).state;
    await tick(days(7));
    expect(await state()).toBe('signed');
    const stopped = aDecidedCase(tx, { ...common, proposalId: open, now: days(7), until: 'formal_check' });
    await expect(stopped).rejects.toThrow('blackout');
    await tick(days(10));
    await tick(days(10));
    expect(await state()).toBe('revealed');
    const told = await tx.selectFrom('event').select('id').where('name', '=', 'decision.revealed').execute();
    expect(told).toHaveLength(1);
  });
});
