import fc from 'fast-check';
import { expect, test } from 'vitest';
import { count, runRule } from './count.ts';
import { approvalElection } from './elections.fixtures.ts';
import { add, div, equal, less, whole } from './equal-shares/twin.fixtures.ts';
import { tabulate } from './profile.ts';
import type { Rational } from './rational.ts';
import { NO_LIMITS, type PhragmenRule } from './rule.ts';

const RULE: PhragmenRule = { name: 'phragmen', whenFull: 'skip', limits: NO_LIMITS, ties: ['file'] };

test('supporters buy as soon as they can, and start again from nothing', () => {
  // a: 3 voters have 6 at time 2. b: its voters then hold 0 and 2, and have 7 together at (7 + 2) / 2 = 4.5. c: at 5.
  const costs = [
    ['a', 6],
    ['b', 7],
    ['c', 5],
  ] as const;
  const election = approvalElection(13, costs, ['a', 'a', 'a b', 'b', 'c']);
  const result = count(election, RULE);
  expect(result.winners).toEqual(['a', 'b']);
  expect(result.steps).toMatchObject([
    { candidate: 'a', load: { num: '2', den: '1' } },
    { candidate: 'b', load: { num: '9', den: '2' } },
    { candidate: 'c', load: { num: '5', den: '1' }, taken: false },
  ]);
  expect(result.candidates[2]?.reasons).toEqual([{ code: 'does-not-fit', left: 0, short: 5 }]);
});

test('ends or goes on when one does not fit; one dearer than the budget never stands', () => {
  const costs = [
    ['big', 90],
    ['mid', 60],
    ['small', 50],
    ['tiny', 10],
    ['huge', 101],
  ] as const;
  const marks = ['big mid huge', 'big mid', 'small', 'tiny', 'huge'];
  const winners = (whenFull: 'skip' | 'stop') =>
    count(approvalElection(100, costs, marks), { ...RULE, whenFull }).winners;
  expect(winners('skip')).toEqual(['tiny', 'mid']);
  expect(winners('stop')).toEqual(['tiny', 'mid']);
});

test('agrees with a slow twin in fractions', () => {
  const drawn = fc.record({
    budget: fc.nat(40),
    costs: fc.array(fc.nat(15), { minLength: 1, maxLength: 6 }),
    marks: fc.array(fc.nat(63), { maxLength: 10 }),
    stop: fc.boolean(),
    scale: fc.constantFrom(1, 1, 9_999_999_967),
  });
  fc.assert(
    fc.property(drawn, ({ budget, costs, marks, stop, scale }) => {
      const prices = costs.map((cost) => cost * scale);
      const ballots = marks.map((bits) => prices.flatMap((_, c) => (bits & (1 << c) ? [c] : [])));
      const loads: Rational[] = ballots.map(() => whole(0));
      let left = budget * scale;
      let open = prices.flatMap((cost, c) => (cost <= left && ballots.some((b) => b.includes(c)) ? [c] : []));
      const winners: number[] = [];
      while (open.length > 0) {
        const options = open.map((c) => {
          const voters = ballots.flatMap((b, v) => (b.includes(c) ? [v] : []));
          const sum = voters.reduce((so, v) => add(so, loads[v] ?? whole(0)), whole(prices[c] ?? 0));
          return { c, voters, load: div(sum, whole(voters.length)) };
        });
        const best = options.reduce((a, b) =>
          less(b.load, a.load) || (equal(a.load, b.load) && b.c < a.c) ? b : a,
        );
        open = open.filter((c) => c !== best.c);
        if ((prices[best.c] ?? 0) > left) {
          if (stop) break;
          continue;
        }
        left -= prices[best.c] ?? 0;
        winners.push(best.c);
        for (const v of best.voters) loads[v] = best.load;
      }
      const election = approvalElection(
        budget * scale,
        prices.map((cost, c) => [`p${c}`, cost] as const),
        ballots.map((b) => b.map((c) => `p${c}`).join(' ')),
      );
      expect(runRule(tabulate(election), { ...RULE, whenFull: stop ? 'stop' : 'skip' }).winners).toEqual(
        winners,
      );
    }),
    { numRuns: 300 },
  );
});
