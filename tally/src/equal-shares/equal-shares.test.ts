import fc from 'fast-check';
import { expect, test } from 'vitest';
import { count } from '../count.ts';
import type { Election } from '../election.ts';
import { approvalElection } from '../elections.fixtures.ts';
import { tabulate } from '../profile.ts';
import { toText } from '../rational.ts';
import { type EqualSharesRule, NO_LIMITS } from '../rule.ts';
import { raiseEnds } from './completion.ts';
import { countEqualShares } from './equal-shares.ts';
import { EqualSharesRun } from './run.ts';
import { type TwinElection, twinRun, whole } from './twin.fixtures.ts';

export const SHARES: EqualSharesRule = {
  name: 'equal-shares',
  score: 'votes',
  timesCost: true,
  voters: 'valid',
  completion: { kind: 'none' },
  comparison: null,
  limits: NO_LIMITS,
  ties: ['file'],
};

test('a large minority gets its share of the money', () => {
  const marks = [...Array<string>(6).fill('roads bridge'), ...Array<string>(4).fill('library')];
  const election = approvalElection(
    1000,
    [
      ['roads', 500],
      ['bridge', 500],
      ['library', 400],
    ],
    marks,
  );
  expect(count(election, { ...SHARES }).winners).toEqual(['roads', 'library']);
  const result = count(election, SHARES);
  expect(result.steps).toMatchObject([
    { kind: 'share', share: { num: '100', den: '1' }, voters: 10, runs: 1 },
    {
      kind: 'payment',
      candidate: 'roads',
      price: { num: '250', den: '3' },
      effectiveVotes: { num: '6', den: '1' },
      payersInFull: 6,
      payersInPart: 0,
    },
    {
      kind: 'payment',
      candidate: 'library',
      price: { num: '100', den: '1' },
      payersInFull: 4,
      payersInPart: 0,
    },
  ]);
  expect(result.candidates[1]?.reasons).toEqual([
    { code: 'supporters-cannot-pay', money: { num: '100', den: '1' }, short: 400 },
  ]);
});

test('who has less than the price gives what is left', () => {
  const election = approvalElection(
    60,
    [
      ['a', 15],
      ['b', 24],
    ],
    ['a', 'a b', 'b', 'b', 'x'],
    {},
  );
  const withUnknown = {
    ...election,
    contest: { ...election.contest, ballot: { type: 'approval', badMarks: 'drop' } },
  } as const;
  const result = count(withUnknown, { ...SHARES, voters: 'cast' });
  // Shares of 12. b: 8 each of three; then a: the one who paid has 4 left, the other gives 11.
  expect(result.steps.slice(1)).toMatchObject([
    { candidate: 'b', price: { num: '8', den: '1' }, payersInFull: 3, payersInPart: 0 },
    { candidate: 'a', price: { num: '11', den: '1' }, payersInFull: 1, payersInPart: 1 },
  ]);
});

test('free candidates with support win first, those without support never', () => {
  const election = approvalElection(
    10,
    [
      ['a', 10],
      ['free', 0],
      ['unloved', 0],
    ],
    ['a', 'a free'],
  );
  const result = count(election, SHARES);
  expect(result.winners).toEqual(['free', 'a']);
  expect(result.candidates[2]?.reasons).toEqual([{ code: 'no-support' }]);
});

test('the comparison counts voters without any winner, in either outcome', () => {
  const marks = ['a', 'a', 'a', 'a', 'b', 'b', 'b', 'c', 'c', 'c'];
  const costs = [
    ['a', 6],
    ['b', 3],
    ['c', 3],
  ] as const;
  const election = approvalElection(10, costs, marks);
  expect(count(election, SHARES).winners).toEqual(['b', 'c']);
  const compared = count(election, { ...SHARES, comparison: 'winners' });
  expect(compared.winners).toEqual(['a', 'b']);
  expect(compared.steps[3]).toEqual({ kind: 'comparison', better: 3, betterWithGreedy: 4, equal: 3 });
  expect(compared.candidates[2]?.reasons[0]).toEqual({ code: 'comparison-lost' });
});

/** Small numbers, so that ties and voters with exactly enough are common; now and then scaled up to strain doubles. */
const elections = fc.record({
  scale: fc.constantFrom(1, 1, 1_000_003, 99_999_999_977),
  nudge: fc.array(fc.nat(1), { minLength: 7, maxLength: 7 }),
  budget: fc.nat(60),
  costs: fc.array(fc.nat(20), { minLength: 1, maxLength: 7 }),
  worths: fc.array(fc.array(fc.constantFrom(0, 0, 1, 1, 2, 3), { minLength: 7, maxLength: 7 }), {
    minLength: 1,
    maxLength: 12,
  }),
  points: fc.boolean(),
  timesCost: fc.boolean(),
  maxWinners: fc.constantFrom(null, null, 0, 2),
  group: fc.array(fc.nat(6), { maxLength: 3 }),
});
type Drawn = typeof elections extends fc.Arbitrary<infer T> ? T : never;

function both(drawn: Drawn): { election: Election; rule: EqualSharesRule; twin: TwinElection } {
  const costs = drawn.costs.map((cost, i) => (cost === 0 ? 0 : cost * drawn.scale + (drawn.nudge[i] ?? 0)));
  const rows = drawn.worths.map((row) =>
    costs.map((_, c) => (drawn.points ? (row[c] ?? 0) : Math.min(row[c] ?? 0, 1))),
  );
  const worths = rows.filter((row) => row.some((worth) => worth > 0));
  const group = [...new Set(drawn.group)].filter((c) => c < costs.length);
  const election: Election = {
    contest: {
      id: 'twin',
      budget: drawn.budget * drawn.scale,
      minorPerUnit: 1,
      ballot: { type: drawn.points ? 'scoring' : 'approval', badMarks: 'void' },
      candidates: costs.map((cost, c) => ({ id: `p${c}`, cost })),
      exclusions: [group.map((c) => `p${c}`)],
    },
    ballots: worths.map((row) => {
      const marks = row.flatMap((worth, c) => (worth > 0 ? [`p${c}`] : []));
      return drawn.points ? { marks, points: row.filter((worth) => worth > 0) } : { marks };
    }),
  };
  const rule: EqualSharesRule = {
    ...SHARES,
    score: drawn.points ? 'points' : 'votes',
    timesCost: drawn.timesCost,
    limits: { ...NO_LIMITS, maxWinners: drawn.maxWinners },
  };
  const factors = drawn.timesCost ? costs : costs.map(() => 1);
  const twin = {
    costs,
    worths,
    factors,
    places: costs.map((_, c) => c),
    groups: group.length > 1 ? [group] : [],
    maxWinners: drawn.maxWinners,
  };
  return { election, rule, twin };
}

test('every round is that of the slow twin: candidate, exact price, payers', () => {
  fc.assert(
    fc.property(elections, (drawn) => {
      const { election, rule, twin } = both(drawn);
      const share = { num: BigInt(election.contest.budget), den: BigInt(Math.max(1, twin.worths.length)) };
      const rounds = countEqualShares(tabulate(election), rule).rounds;
      expect(
        rounds.map(({ candidate, price, payersInFull, payersInPart }) => ({
          candidate,
          price: toText(price),
          payersInFull,
          payersInPart,
        })),
      ).toEqual(
        twinRun(twin, share).map(({ candidate, price, full, part }) => ({
          candidate,
          price: toText(price),
          payersInFull: full,
          payersInPart: part,
        })),
      );
    }),
    { numRuns: 400 },
  );
});

test('passing over shares gives what trying each gives', () => {
  fc.assert(
    fc.property(elections, fc.integer({ min: 1, max: 40 }), fc.boolean(), (drawn, part, earlyStop) => {
      const { election, rule } = both(drawn);
      const { budget } = election.contest;
      // Small steps, so that many shares have the same outcome.
      const step = Math.max(1, Math.floor(budget / (part * 40)));
      const raise = { kind: 'add1', step, earlyStop, integralStart: false } as const;
      const profile = tabulate(election);
      const { setting, share } = countEqualShares(profile, { ...rule, completion: raise });
      const n = BigInt(Math.max(1, profile.ballots));
      const run = new EqualSharesRun(setting);
      let [num, tried] = [BigInt(budget), 0];
      for (let last = false; !last && tried < 400; tried++) {
        run.run({ num: num + BigInt(step) * n, den: n });
        const before = new EqualSharesRun(setting);
        before.run({ num, den: n });
        last = run.cost > budget || raiseEnds(setting, before, budget, raise);
        if (!last) num += BigInt(step) * n;
      }
      fc.pre(tried < 400);
      expect(toText(share)).toEqual(toText({ num, den: n }));
    }),
    { numRuns: 200 },
  );
});

test('Add1 ends with the last share before the first overshoot, or early when nothing more fits', () => {
  const raise = fc.record({
    step: fc.integer({ min: 1, max: 3 }),
    earlyStop: fc.boolean(),
    integralStart: fc.boolean(),
  });
  fc.assert(
    fc.property(elections, raise, (drawn, how) => {
      const { election, rule, twin } = both({ ...drawn, scale: 1 });
      const { budget } = election.contest;
      const n = Math.max(1, twin.worths.length);
      const supported = (c: number) => twin.worths.some((row) => (row[c] ?? 0) > 0);
      const costOf = (winners: readonly number[]) =>
        winners.reduce((sum, c) => sum + (twin.costs[c] ?? 0), 0);
      let extra = how.integralStart ? Math.floor(budget / n) * n : budget;
      const runAt = (money: number) =>
        twinRun(twin, { num: BigInt(money), den: BigInt(n) }).map((round) => round.candidate);
      let winners = runAt(extra);
      for (;;) {
        const full = twin.maxWinners !== null && winners.length >= twin.maxWinners;
        const left = twin.costs.flatMap((cost, c) => {
          const rival = twin.groups.some(
            (group) => group.includes(c) && group.some((other) => winners.includes(other)),
          );
          return winners.includes(c) || rival || full || !supported(c) ? [] : [cost];
        });
        if (left.length === 0 || (how.earlyStop && !left.some((cost) => cost <= budget - costOf(winners))))
          break;
        extra += n * how.step;
        const next = runAt(extra);
        if (costOf(next) > budget) break;
        winners = next;
      }
      const outcome = countEqualShares(tabulate(election), { ...rule, completion: { kind: 'add1', ...how } });
      expect(outcome.winners).toEqual(winners);
    }),
    { numRuns: 150 },
  );
});

test('voters who pay must be known: totals and negative points are refused', () => {
  const election = approvalElection(10, [['a', 5]], ['a']);
  const totals = [{ source: 'box', valid: 1, blank: 0, void: 0, votes: [] }];
  expect(() => count({ ...election, totals }, SHARES)).toThrow('single ballots');
  expect(whole(2)).toEqual({ num: 2n, den: 1n });
});

test('void papers known by their number only support nobody, and keep their share where all cast ballots have one', () => {
  const election = approvalElection(10, [['a', 5]], ['a']);
  const totals = [{ source: 'void', valid: 0, blank: 0, void: 1, votes: [] }];
  expect(count({ ...election, totals }, { ...SHARES, voters: 'valid' }).winners).toEqual(['a']);
  // Two shares of 5: the one supporter can just pay.
  const cast = count({ ...election, totals }, { ...SHARES, voters: 'cast' });
  expect(cast.turnout).toMatchObject({ cast: 2, valid: 1, void: 1 });
  expect(cast.winners).toEqual(['a']);
  const dearer = approvalElection(10, [['a', 6]], ['a']);
  expect(count({ ...dearer, totals }, { ...SHARES, voters: 'cast' }).winners).toEqual([]);
});
