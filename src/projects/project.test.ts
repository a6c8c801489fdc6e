import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../platform/time.ts';
import { type Milestone, nextMilestone, projectState } from './project.ts';

function milestone(position: number, promisedOn: string, more: Partial<Milestone> = {}): Milestone {
  return {
    id: position,
    stage: `s${position}`,
    position,
    promisedOn,
    expectedOn: promisedOn,
    doneOn: null,
    ...more,
  };
}

test('a winner without a plan is counted in days since the result', () => {
  expect(projectState([], '2027-09-04', '2027-10-04')).toEqual({ kind: 'no-plan', days: 30 });
});

test('a project is late against its first promise, whatever the city expects now', () => {
  const moved = [milestone(1, '2027-03-01', { expectedOn: '2027-05-01' }), milestone(2, '2027-06-01')];
  expect(projectState(moved, '2026-09-04', '2027-02-01')).toEqual({ kind: 'late', days: 61 });
  const overdue = [milestone(1, '2027-03-01'), milestone(2, '2027-06-01')];
  expect(projectState(overdue, '2026-09-04', '2027-03-11')).toEqual({ kind: 'late', days: 10 });
});

test('delivered is delivered, and says how late', () => {
  const done = [
    milestone(1, '2027-03-01', { doneOn: '2027-03-01' }),
    milestone(2, '2027-06-01', { doneOn: '2027-06-08' }),
  ];
  expect(projectState(done, '2026-09-04', '2028-01-01')).toEqual({
    kind: 'delivered',
    on: '2027-06-08',
    late: 7,
  });
});

test('a project never becomes less late by moving the date that it expects', () => {
  const day = fc.integer({ min: 0, max: 900 }).map((n) => addDays('2027-01-01', n));
  fc.assert(
    fc.property(day, day, day, (promised, expected, today) => {
      const state = projectState([milestone(1, promised, { expectedOn: expected })], '2026-12-01', today);
      const unmoved = projectState([milestone(1, promised)], '2026-12-01', today);
      if (unmoved.kind === 'late') expect(state.kind === 'late' && state.days >= unmoved.days).toBe(true);
    }),
  );
});

test('what comes next is the first stage that is not done', () => {
  const plan = [milestone(2, '2027-06-01'), milestone(1, '2027-03-01', { doneOn: '2027-02-01' })];
  expect(nextMilestone(plan)?.position).toBe(2);
});
