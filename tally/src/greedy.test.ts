import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';
import { count } from './count.ts';
import type { Election } from './election.ts';
import { approvalElection, BY_VOTES } from './elections.fixtures.ts';
import type { GreedyRule } from './rule.ts';
import { NO_LIMITS } from './rule.ts';

const costs = [
  ['bridge', 700],
  ['trees', 200],
  ['swings', 300],
  ['lamps', 100],
] as const;
const votes = ['bridge trees', 'bridge trees', 'bridge swings', 'trees swings', 'bridge', 'lamps'];
const north = approvalElection(1000, costs, votes);
const why = (election: Election, rule: GreedyRule, id: string) =>
  count(election, rule).candidates.find((candidate) => candidate.candidate === id)?.reasons;

test('takes by votes what fits and says for the others by how much they did not', () => {
  const result = count(north, BY_VOTES);
  expect(result.winners).toEqual(['bridge', 'trees', 'lamps']);
  expect(result.cost).toBe(1000);
  expect(why(north, BY_VOTES, 'swings')).toEqual([{ code: 'does-not-fit', left: 100, short: 200 }]);
});

test('no-skip stops at the first that does not fit', () => {
  const rule: GreedyRule = { ...BY_VOTES, whenFull: 'stop' };
  expect(count(north, rule).winners).toEqual(['bridge', 'trees']);
  expect(why(north, rule, 'lamps')).toEqual([{ code: 'after-stop', at: 'swings' }]);
});

test('slots, cap, threshold, eligibility and withdrawal keep candidates out, each with its figures', () => {
  const limited = (limits: Partial<GreedyRule['limits']>): GreedyRule => ({
    ...BY_VOTES,
    limits: { ...NO_LIMITS, ...limits },
  });
  expect(count(north, limited({ maxWinners: 1 })).winners).toEqual(['bridge']);
  expect(why(north, limited({ maxWinners: 1 }), 'trees')).toEqual([{ code: 'no-slot-left', slots: 1 }]);
  expect(why(north, limited({ costCap: 650 }), 'bridge')).toEqual([
    { code: 'over-cost-cap', cap: 650, over: 50 },
  ]);
  expect(why(north, limited({ threshold: { of: 'votes', atLeast: 3 } }), 'swings')).toEqual([
    { code: 'below-threshold', of: 'votes', has: 2, needs: 3, short: 1 },
    { code: 'does-not-fit', left: 100, short: 200 },
  ]);
  // 6 voters × 700 / 1000 × 1 = 4.2 votes: 5 needed, 4 there.
  const share = limited({ eligibility: { kind: 'cost-share', numerator: 1, denominator: 1, of: 'valid' } });
  expect(why(north, share, 'bridge')).toEqual([{ code: 'not-eligible', votes: 4, needs: 5, short: 1 }]);
  const withdrawn = approvalElection(1000, costs, votes, {
    candidates: costs.map(([id, cost]) => ({ id, cost, withdrawn: id === 'bridge' })),
  });
  expect(why(withdrawn, BY_VOTES, 'bridge')).toEqual([{ code: 'withdrawn' }]);
  expect(count(withdrawn, BY_VOTES).turnout).toMatchObject({ cast: 6, valid: 5, blank: 1, droppedMarks: 4 });
});

test('of a group that cannot be built together only one wins', () => {
  const election = approvalElection(1000, costs, votes, { exclusions: [['bridge', 'trees']] });
  expect(count(election, BY_VOTES).winners).toEqual(['bridge', 'swings']);
  expect(why(election, BY_VOTES, 'trees')).toEqual([{ code: 'excluded', by: 'bridge' }]);
});

test('per cost: compared crosswise, so that no rounding can decide', () => {
  const big = 2 ** 52;
  const close = approvalElection(
    big,
    [
      ['a', 3],
      ['b', 2],
    ],
    ['a b', 'a b', 'a'],
    {},
  );
  expect(count(close, { ...BY_VOTES, per: 'cost' }).winners).toEqual(['a', 'b']);
  expect(count(close, { ...BY_VOTES, per: 'cost', ties: ['cheapest', 'id'] }).winners).toEqual(['b', 'a']);
});

test('ties follow the published steps and are shown', () => {
  const tie = approvalElection(
    5,
    [
      ['b', 5],
      ['a', 5],
    ],
    ['a', 'b'],
  );
  expect(count(tie, BY_VOTES).winners).toEqual(['a']);
  expect(count(tie, { ...BY_VOTES, ties: ['file'] }).winners).toEqual(['b']);
  expect(count(tie, { ...BY_VOTES, ties: [{ order: ['b', 'a'] }] }).winners).toEqual(['b']);
  expect(count(tie, BY_VOTES).steps[0]).toMatchObject({ candidate: 'a', tiedWith: ['b'] });
  expect(() => count(tie, { ...BY_VOTES, ties: ['cheapest'] })).toThrow('must end in');
});

test('totals-only channels count, and turnout adds up', () => {
  const totals = [
    { source: 'assembly', valid: 9, blank: 1, void: 2, votes: [{ candidate: 'lamps', votes: 9 }] },
  ];
  const result = count(
    { ...north, totals: totals },
    { ...BY_VOTES, limits: { ...NO_LIMITS, maxWinners: 1 } },
  );
  expect(result.winners).toEqual(['lamps']);
  expect(result.turnout).toMatchObject({ cast: 18, valid: 15, blank: 1, void: 2 });
});

test('the same input gives the same bytes, in whatever order the ballots come', () => {
  const text = canonicalJson(count(north, BY_VOTES));
  expect(canonicalJson(count({ ...north, ballots: north.ballots.toReversed() }, BY_VOTES))).toBe(text);
  expect(canonicalJson(count({ ...north, ballots: north.ballots.slice(1) }, BY_VOTES))).not.toBe(text);
});

test('agrees with a plain reading of the rule', () => {
  const election = fc.record({
    budget: fc.nat(30),
    costs: fc.array(fc.nat(12), { minLength: 1, maxLength: 6 }),
    marks: fc.array(fc.nat(63), { maxLength: 12 }),
    stop: fc.boolean(),
    least: fc.nat(3),
  });
  fc.assert(
    fc.property(election, ({ budget, costs: prices, marks, stop, least }) => {
      const ids = prices.map((_, i) => `p${i}`);
      const chosen = marks.map((bits) => ids.filter((_, i) => bits & (1 << i)));
      const result = count(
        approvalElection(
          budget,
          prices.map((cost, i) => [`p${i}`, cost] as const),
          chosen.map((b) => b.join(' ')),
        ),
        {
          ...BY_VOTES,
          whenFull: stop ? 'stop' : 'skip',
          limits: { ...NO_LIMITS, threshold: { of: 'votes', atLeast: least } },
        },
      );
      const tally = ids.map((id, i) => ({
        id,
        cost: prices[i] ?? 0,
        votes: chosen.filter((b) => b.includes(id)).length,
      }));
      let left = budget;
      const winners: string[] = [];
      for (const { id, cost } of tally.filter((c) => c.votes >= least).sort((a, b) => b.votes - a.votes)) {
        if (cost <= left) {
          winners.push(id);
          left -= cost;
        } else if (stop) break;
      }
      expect(result.winners).toEqual(winners);
    }),
  );
});
