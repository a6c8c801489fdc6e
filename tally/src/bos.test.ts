import fc from 'fast-check';
import { expect, test } from 'vitest';
import { count, runRule } from './count.ts';
import type { Election } from './election.ts';
import { approvalElection } from './elections.fixtures.ts';
import { add, div, equal, least, less, mul, sub, whole } from './equal-shares/twin.fixtures.ts';
import { tabulate } from './profile.ts';
import type { Rational } from './rational.ts';
import { type BosRule, NO_LIMITS } from './rule.ts';

const RULE: BosRule = {
  name: 'bos',
  score: 'votes',
  timesCost: true,
  voters: 'valid',
  precision: 64,
  limits: NO_LIMITS,
  ties: ['file'],
};

test('a candidate that Equal Shares cannot afford is bought in part, and the rest overspent', () => {
  // Shares of 10. All four give 10 of 50: t = 10, α = 4/5, key 10 / (50 · 16/25) = 5/16. For b: 10 of 10, key 10/10 = 1.
  const election = approvalElection(
    50,
    [
      ['a', 50],
      ['b', 10],
    ],
    ['a', 'a', 'a', 'a', 'b'],
  );
  const result = count(election, RULE);
  expect(result.winners).toEqual(['a']);
  expect(result.steps).toMatchObject([
    {
      kind: 'part-payment',
      candidate: 'a',
      price: { num: '25', den: '2' },
      paid: { num: '40', den: '1' },
      payersInFull: 0,
      payersInPart: 4,
    },
  ]);
  expect(result.candidates[1]?.reasons).toEqual([{ code: 'does-not-fit', left: 0, short: 10 }]);
});

test('where supporters can pay for all, it is Equal Shares', () => {
  const marks = [...Array<string>(6).fill('roads'), ...Array<string>(4).fill('library')];
  const election = approvalElection(
    1000,
    [
      ['roads', 500],
      ['library', 400],
    ],
    marks,
  );
  const result = count(election, RULE);
  expect(result.winners).toEqual(['roads', 'library']);
  expect(result.steps).toMatchObject([
    { payersInFull: 6, payersInPart: 0 },
    { price: { num: '100', den: '1' }, paid: { num: '400', den: '1' } },
  ]);
});

const drawn = fc.record({
  budget: fc.nat(60),
  costs: fc.array(fc.nat(25), { minLength: 1, maxLength: 5 }),
  worths: fc.array(fc.array(fc.constantFrom(0, 0, 1, 1, 2, 3), { minLength: 5, maxLength: 5 }), {
    minLength: 1,
    maxLength: 9,
  }),
  points: fc.boolean(),
  timesCost: fc.boolean(),
  precision: fc.constantFrom(1, 4, 64),
});

test('agrees with a slow twin that reads the definition with fractions', () => {
  fc.assert(
    fc.property(drawn, ({ budget, costs, worths, points, timesCost, precision }) => {
      const rows = worths.map((row) =>
        costs.map((_, c) => (points ? (row[c] ?? 0) : Math.min(1, row[c] ?? 0))),
      );
      const voters = rows.filter((row) => row.some((worth) => worth > 0));
      const election: Election = {
        contest: {
          id: 'twin',
          budget,
          minorPerUnit: 1,
          ballot: { type: points ? 'scoring' : 'approval', badMarks: 'void' },
          candidates: costs.map((cost, c) => ({ id: `p${c}`, cost })),
        },
        ballots: voters.map((row) => ({
          marks: row.flatMap((worth, c) => (worth > 0 ? [`p${c}`] : [])),
          ...(points && { points: row.filter((worth) => worth > 0) }),
        })),
      };
      const rule = { ...RULE, precision, timesCost, score: points ? 'points' : 'votes' } as const;
      expect(runRule(tabulate(election), rule).winners).toEqual(
        twin(budget, costs, voters, timesCost, precision),
      );
    }),
    { numRuns: 400 },
  );
});

/** BOS from its definition: every t that may be best, in fractions; prices rounded up, shares down, to 2^-precision. */
function twin(
  budget: number,
  costs: readonly number[],
  voters: readonly (readonly number[])[],
  timesCost: boolean,
  precision: number,
): number[] {
  const unit = 1n << BigInt(precision);
  const down = ({ num, den }: Rational): Rational => ({ num: (num * unit) / den, den: unit });
  const up = ({ num, den }: Rational): Rational => ({ num: (num * unit + den - 1n) / den, den: unit });
  const balances = voters.map(() => down({ num: BigInt(budget), den: BigInt(Math.max(1, voters.length)) }));
  const winners: number[] = [];
  let left = budget;
  for (;;) {
    let best: { c: number; key: Rational; price: Rational } | null = null;
    for (const [c, cost] of costs.entries()) {
      const mine = voters.flatMap((row, v) =>
        (row[c] ?? 0) > 0 ? [{ v, worth: whole(row[c] ?? 0), balance: balances[v] ?? whole(0) }] : [],
      );
      if (winners.includes(c) || cost > left || mine.length === 0) continue;
      const given = (t: Rational) =>
        mine.reduce((sum, { worth, balance }) => add(sum, least(balance, mul(t, worth))), whole(0));
      const times = mine
        .filter(({ balance }) => balance.num > 0n)
        .map(({ balance, worth }) => div(balance, worth));
      const options = times.filter((t) => less(given(t), whole(cost)));
      for (const t of times.filter((one) => !less(given(one), whole(cost)))) {
        // Somewhere up to this t the whole cost comes together: at (cost − poor) / rich.
        const poor = mine.filter(({ balance, worth }) => less(div(balance, worth), t));
        const rest = mine.filter(({ balance, worth }) => !less(div(balance, worth), t));
        const gap = sub(
          whole(cost),
          poor.reduce((sum, { balance }) => add(sum, balance), whole(0)),
        );
        const exact = div(
          gap,
          rest.reduce((sum, { worth }) => add(sum, worth), whole(0)),
        );
        if (cost > 0 && equal(given(exact), whole(cost))) options.push(exact);
      }
      if (cost === 0) {
        const free = { c, key: { num: -1n, den: 1n }, price: whole(0) };
        if (best === null || less(free.key, best.key)) best = free;
        continue;
      }
      let own: { key: Rational; fraction: Rational; price: Rational } | null = null;
      for (const t of options) {
        const fraction = div(given(t), whole(cost));
        const key = div(div(t, mul(fraction, fraction)), whole(timesCost ? cost : 1));
        const better =
          own === null || less(key, own.key) || (equal(key, own.key) && less(own.fraction, fraction));
        if (better) own = { key, fraction, price: up(div(t, fraction)) };
      }
      if (own !== null && (best === null || less(own.key, best.key)))
        best = { c, key: own.key, price: own.price };
    }
    if (best === null) return winners;
    const { c, price } = best;
    winners.push(c);
    left -= costs[c] ?? 0;
    for (const [v, row] of voters.entries()) {
      const balance = balances[v] ?? whole(0);
      balances[v] = sub(balance, least(balance, mul(price, whole(row[c] ?? 0))));
    }
  }
}
