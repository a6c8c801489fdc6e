/**
 * A slow, obviously right twin of the rules in which voters pay, with fractions for everything: for tests only.
 * Every candidate is priced in every round, from the definition.
 */
import type { Rational } from '../rational.ts';
import { reduce } from '../rational.ts';

const ZERO: Rational = { num: 0n, den: 1n };
export const whole = (n: number): Rational => ({ num: BigInt(n), den: 1n });
export const add = (a: Rational, b: Rational) =>
  reduce({ num: a.num * b.den + b.num * a.den, den: a.den * b.den });
export const sub = (a: Rational, b: Rational) =>
  reduce({ num: a.num * b.den - b.num * a.den, den: a.den * b.den });
export const mul = (a: Rational, b: Rational) => reduce({ num: a.num * b.num, den: a.den * b.den });
export const div = (a: Rational, b: Rational) => reduce({ num: a.num * b.den, den: a.den * b.num });
export const less = (a: Rational, b: Rational) => a.num * b.den < b.num * a.den;
export const equal = (a: Rational, b: Rational) => a.num * b.den === b.num * a.den;
export const least = (a: Rational, b: Rational) => (less(b, a) ? b : a);

export interface TwinElection {
  readonly costs: readonly number[];
  /** worths[voter][candidate]; 0 is no support. */
  readonly worths: readonly (readonly number[])[];
  readonly factors: readonly number[];
  /** Place in a tie. */
  readonly places: readonly number[];
  readonly groups: readonly (readonly number[])[];
  readonly maxWinners: number | null;
}

interface TwinRound {
  readonly candidate: number;
  readonly price: Rational;
  readonly full: number;
  readonly part: number;
}

/** The least q with Σ min(b_i, w_i·q) = cost: one of the prices at which nobody between two breakpoints changes side. */
function priceOf(cost: number, balances: readonly Rational[], worths: readonly number[]): Rational | null {
  const voters = balances
    .map((balance, i) => ({ balance, worth: worths[i] ?? 0 }))
    .filter(({ worth }) => worth > 0);
  const limits = voters
    .map(({ balance, worth }) => div(balance, whole(worth)))
    .sort((a, b) => (less(a, b) ? -1 : 1));
  for (const limit of limits) {
    const atLimit = voters.reduce(
      (sum, { balance, worth }) => add(sum, least(balance, mul(limit, whole(worth)))),
      ZERO,
    );
    if (less(atLimit, whole(cost))) continue;
    const poor = voters.filter(({ balance, worth }) => less(div(balance, whole(worth)), limit));
    const rich = voters.filter((voter) => !poor.includes(voter));
    const given = poor.reduce((sum, { balance }) => add(sum, balance), ZERO);
    return div(sub(whole(cost), given), whole(rich.reduce((sum, { worth }) => sum + worth, 0)));
  }
  return null;
}

export function twinRun(election: TwinElection, share: Rational): TwinRound[] {
  const { costs, worths, factors, places, groups, maxWinners } = election;
  const balances = worths.map(() => share);
  const rounds: TwinRound[] = [];
  const gone = new Set<number>();
  while (maxWinners === null || rounds.length < maxWinners) {
    let best: { candidate: number; price: Rational; key: Rational } | null = null;
    for (const [candidate, cost] of costs.entries()) {
      if (gone.has(candidate) || !worths.some((row) => (row[candidate] ?? 0) > 0)) continue;
      const price =
        cost === 0
          ? ZERO
          : priceOf(
              cost,
              balances,
              worths.map((row) => row[candidate] ?? 0),
            );
      if (price === null) continue;
      const key = cost === 0 ? { num: -1n, den: 1n } : div(price, whole(factors[candidate] ?? 1));
      const wins =
        best === null ||
        less(key, best.key) ||
        (equal(key, best.key) && places[candidate]! < places[best.candidate]!);
      if (wins) best = { candidate, price, key };
    }
    if (best === null) break;
    let [full, part] = [0, 0];
    for (const [voter, row] of worths.entries()) {
      const asked = mul(best.price, whole(row[best.candidate] ?? 0));
      const balance = balances[voter]!;
      if (asked.num === 0n || balance.num === 0n) continue;
      if (less(balance, asked)) part++;
      else full++;
      balances[voter] = sub(balance, least(balance, asked));
    }
    rounds.push({ candidate: best.candidate, price: best.price, full, part });
    gone.add(best.candidate);
    for (const group of groups)
      if (group.includes(best.candidate)) for (const other of group) gone.add(other);
  }
  return rounds;
}
