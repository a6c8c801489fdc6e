import { expect, test } from 'vitest';
import { type AfterContestsRule, afterContests, type CountedContest } from './after-contests.ts';
import { count } from './count.ts';
import { approvalElection, BY_VOTES } from './elections.fixtures.ts';
import { compareWinners, outcomeMetrics } from './metrics.ts';
import { tabulate } from './profile.ts';

const RULE: AfterContestsRule = {
  turnoutFloor: { numerator: 1, denominator: 100 },
  remainders: true,
  order: 'votes',
  maxPerContest: 1,
  lot: 'dice 3 1 6',
};

function zone(
  id: string,
  roll: number,
  marks: readonly string[],
  costs: readonly (readonly [string, number])[],
): CountedContest {
  const election = approvalElection(100, costs, marks, { id });
  return { contest: election.contest, result: count(election, BY_VOTES), roll };
}

test('a zone below the floor loses its project, and the money goes to second places elsewhere', () => {
  const first = zone(
    'north',
    100,
    ['park', 'park', 'pool', 'pool', 'path'],
    [
      ['park', 90],
      ['pool', 80],
      ['path', 30],
    ],
  );
  const second = zone(
    'south',
    1000,
    ['lamp', 'lamp', 'road'],
    [
      ['lamp', 60],
      ['road', 70],
    ],
  );
  const result = afterContests([first, second], RULE);
  expect(result.winners).toEqual([
    { contest: 'north', winners: ['park', 'pool'] },
    { contest: 'south', winners: [] },
  ]);
  expect(result.steps).toEqual([
    { kind: 'remainder', contest: 'north', freed: 10 },
    { kind: 'turnout-too-low', contest: 'south', cast: 3, roll: 1000, lost: ['lamp'], freed: 100 },
    { kind: 'second-place', contest: 'north', candidate: 'pool', votes: 2, cost: 80, left: 110, taken: true },
    {
      kind: 'second-place',
      contest: 'north',
      candidate: 'path',
      votes: 1,
      cost: 30,
      left: 30,
      taken: false,
      why: 'contest-has-enough',
    },
  ]);
  expect(result).toMatchObject({ pool: 110, left: 30 });
});

test('exactly at the floor a zone keeps its project; shares are compared crosswise; ties are drawn', () => {
  const at = zone(
    'a',
    200,
    ['x', 'y'],
    [
      ['x', 50],
      ['y', 60],
    ],
  );
  const other = zone(
    'b',
    100,
    ['v', 'v', 'w', 'u'],
    [
      ['v', 90],
      ['w', 20],
      ['u', 20],
    ],
  );
  const result = afterContests([at, other], { ...RULE, order: 'vote-share' });
  // y has 1 of 2, w and u 1 of 4 each: y comes first and takes all of the 50 + 10 that were left over.
  expect(
    result.steps.slice(2).map((step) => (step.kind === 'second-place' ? [step.candidate, step.taken] : [])),
  ).toEqual([['y', true], expect.arrayContaining([false]), expect.arrayContaining([false])]);
  expect(afterContests([at, other], { ...RULE, remainders: false }).pool).toBe(0);
  expect(() => afterContests([at, at], RULE)).toThrow('twice');
});

test('metrics say who got nothing, and compare two outcomes', () => {
  const election = approvalElection(
    10,
    [
      ['a', 4],
      ['b', 3],
      ['c', 3],
    ],
    ['a b', 'a', 'c', 'b c'],
  );
  const contest = {
    ...election.contest,
    candidates: election.contest.candidates.map((one) => ({
      ...one,
      categories: one.id === 'c' ? ['green', 'water'] : ['green'],
      district: 'd',
    })),
  };
  const profile = tabulate({ ...election, contest });
  expect(outcomeMetrics(profile, ['a', 'b'])).toEqual({
    ballots: 4,
    withoutWinner: 1,
    marksForWinners: 4,
    byWinners: [1, 2, 1],
    byCategory: [
      { name: 'green', candidates: 3, candidatesCost: 10, winners: 2, cost: 7 },
      { name: 'water', candidates: 1, candidatesCost: 3, winners: 0, cost: 0 },
    ],
    byDistrict: [{ name: 'd', candidates: 3, candidatesCost: 10, winners: 2, cost: 7 }],
  });
  expect(compareWinners(profile, ['a', 'b'], ['b', 'c'])).toEqual({
    both: ['b'],
    onlyFirst: ['a'],
    onlySecond: ['c'],
    betterWithFirst: 2,
    betterWithSecond: 2,
    equal: 0,
  });
});
