import { expect, test } from 'vitest';
import { classifyBallot } from './ballot.ts';
import type { BallotRules, Contest } from './election.ts';

const contest = (ballot: BallotRules): Contest => ({
  id: 'north',
  budget: 1000,
  minorPerUnit: 100,
  ballot,
  candidates: [
    { id: 'swings', cost: 300 },
    { id: 'trees', cost: 200 },
    { id: 'kiosk', cost: 600, withdrawn: true },
  ],
});
const classify = (rules: BallotRules, marks: string[], points?: number[]) =>
  classifyBallot({ marks, ...(points && { points }) }, contest(rules));

test('a ballot within the rules is valid, one without marks is blank', () => {
  const rules: BallotRules = { type: 'approval', maxMarks: 2, badMarks: 'void' };
  expect(classify(rules, ['trees', 'swings'])).toEqual({
    kind: 'valid',
    marks: [1, 0],
    points: null,
    dropped: [],
  });
  expect(classify(rules, [])).toEqual({ kind: 'blank', dropped: [] });
});

test('too many marks, a double mark, an unknown candidate make it void, with the reason', () => {
  const rules: BallotRules = { type: 'choose-1', badMarks: 'void' };
  expect(classify(rules, ['trees', 'swings'])).toEqual({
    kind: 'void',
    reason: { code: 'too-many-marks', marks: 2, limit: 1 },
  });
  const approval: BallotRules = { type: 'approval', minMarks: 2, badMarks: 'void' };
  expect(classify(approval, ['trees'])).toMatchObject({ reason: { code: 'too-few-marks' } });
  expect(classify(approval, ['trees', 'trees'])).toMatchObject({
    reason: { code: 'marked-twice', candidate: 'trees' },
  });
  expect(classify(approval, ['moon'])).toMatchObject({
    reason: { code: 'unknown-candidate', candidate: 'moon' },
  });
});

test('one good mark keeps it valid where the rules say so', () => {
  const rules: BallotRules = { type: 'approval', badMarks: 'drop' };
  expect(classify(rules, ['moon', 'trees', 'trees'])).toMatchObject({
    kind: 'valid',
    marks: [1],
    dropped: ['moon', 'trees'],
  });
  expect(classify(rules, ['moon'])).toEqual({ kind: 'blank', dropped: ['moon'] });
});

test('a knapsack ballot must not cost more than the budget, withdrawn candidates included', () => {
  const rules: BallotRules = { type: 'knapsack', maxCost: 800, badMarks: 'void' };
  expect(classify(rules, ['swings', 'kiosk'])).toEqual({
    kind: 'void',
    reason: { code: 'over-max-cost', cost: 900, limit: 800 },
  });
  expect(classify(rules, ['trees', 'kiosk'])).toEqual({
    kind: 'valid',
    marks: [1],
    points: null,
    dropped: ['kiosk'],
  });
});

test('points are checked one by one and together', () => {
  const rules: BallotRules = {
    type: 'cumulative',
    minPoints: 1,
    maxPoints: 3,
    minSumPoints: 2,
    maxSumPoints: 4,
    badMarks: 'void',
  };
  expect(classify(rules, ['trees', 'swings'], [3, 1])).toMatchObject({ kind: 'valid', points: [3, 1] });
  expect(classify(rules, ['trees', 'swings'], [3, 2])).toMatchObject({
    reason: { code: 'over-max-sum-points', points: 5 },
  });
  expect(classify(rules, ['trees'], [1])).toMatchObject({ reason: { code: 'below-min-sum-points' } });
  expect(classify(rules, ['trees'], [4])).toMatchObject({
    reason: { code: 'points-out-of-range', points: 4 },
  });
  expect(classify(rules, ['trees'], [1.5])).toMatchObject({ reason: { code: 'points-not-whole' } });
  expect(classify(rules, ['trees'])).toMatchObject({ reason: { code: 'points-missing' } });
  expect(classify({ type: 'approval', badMarks: 'void' }, ['trees'], [1])).toMatchObject({
    reason: { code: 'points-not-allowed' },
  });
});
