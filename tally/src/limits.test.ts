import { expect, test } from 'vitest';
import { count } from './count.ts';
import { approvalElection, BY_VOTES } from './elections.fixtures.ts';
import { type EqualSharesRule, type Limits, NO_LIMITS, type Rule } from './rule.ts';

const SHARES: EqualSharesRule = {
  name: 'equal-shares',
  score: 'votes',
  timesCost: true,
  voters: 'valid',
  completion: { kind: 'add1u', step: 1, earlyStop: false, integralStart: false, per: 'candidate' },
  comparison: 'winners',
  limits: NO_LIMITS,
  ties: ['file'],
};

/** Every rule of the library under the same conditions. */
function rulesWith(limits: Partial<Limits>): Rule[] {
  const all = { ...NO_LIMITS, ...limits };
  const rules: Rule[] = [
    BY_VOTES,
    { ...BY_VOTES, per: 'cost', whenFull: 'stop' },
    SHARES,
    { name: 'phragmen', whenFull: 'skip', limits: all, ties: ['file'] },
    {
      name: 'bos',
      score: 'votes',
      timesCost: true,
      voters: 'valid',
      precision: 64,
      limits: all,
      ties: ['file'],
    },
  ];
  return rules.map((rule) => ({ ...rule, limits: all }));
}

const costs = [
  ['hall', 60],
  ['park', 30],
  ['path', 10],
] as const;
const election = approvalElection(100, costs, ['hall park', 'hall park', 'hall path', 'hall', 'park']);

test('every rule keeps to threshold, cap, slots and exclusions, and says so', () => {
  for (const rule of rulesWith({ threshold: { of: 'votes', atLeast: 2 } })) {
    const result = count(election, rule);
    expect(result.winners).not.toContain('path');
    expect(result.candidates[2]?.reasons[0]).toEqual({
      code: 'below-threshold',
      of: 'votes',
      has: 1,
      needs: 2,
      short: 1,
    });
  }
  for (const rule of rulesWith({ costCap: 50 })) {
    const result = count(election, rule);
    expect(result.winners.toSorted()).toEqual(['park', 'path']);
    expect(result.candidates[0]?.reasons[0]).toEqual({ code: 'over-cost-cap', cap: 50, over: 10 });
  }
  for (const rule of rulesWith({ maxWinners: 1 })) expect(count(election, rule).winners).toHaveLength(1);
  const apart = { ...election, contest: { ...election.contest, exclusions: [['hall', 'park']] } };
  for (const rule of rulesWith({})) {
    const { winners } = count(apart, rule);
    expect(winners.includes('hall') && winners.includes('park')).toBe(false);
  }
});

test('a share of voters in proportion to the cost, as Świecie asked: votes / n ≥ cost / (3 · budget)', () => {
  const eligibility = { kind: 'cost-share', numerator: 1, denominator: 3, of: 'valid' } as const;
  // 5 voters: the hall needs 5 · 60 / 300 = 1 vote, and would need 2 if it cost 61.
  for (const rule of rulesWith({ eligibility })) {
    const codes = count(election, rule).candidates.flatMap(({ reasons }) => reasons.map(({ code }) => code));
    expect(codes).not.toContain('not-eligible');
  }
  const dear = approvalElection(
    100,
    [
      ['hall', 61],
      ['park', 30],
    ],
    ['hall', 'park', 'park', 'park', 'park'],
  );
  for (const rule of rulesWith({ eligibility })) {
    expect(count(dear, rule).candidates[0]?.reasons[0]).toEqual({
      code: 'not-eligible',
      votes: 1,
      needs: 2,
      short: 1,
    });
  }
});

test('conditions that make no sense are refused', () => {
  const limits = {
    ...NO_LIMITS,
    eligibility: { kind: 'vote-share', numerator: 1, denominator: 0, of: 'cast' },
  } as const;
  expect(() => count(election, { ...BY_VOTES, limits })).toThrow('rule.limits.eligibility.denominator');
  expect(() => count(election, { ...BY_VOTES, limits: { ...NO_LIMITS, maxWinners: 1.5 } })).toThrow(
    'maxWinners',
  );
});
