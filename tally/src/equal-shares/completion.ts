/**
 * Completions: the Method of Equal Shares leaves money unspent, and a city decides what becomes of it.
 *
 * Sources: P. Faliszewski et al., "Participatory Budgeting: Data, Tools, and Analysis", IJCAI 2023 (Add1 and
 * utilitarian completion); equalshares.net, "Completion".
 *
 * - Add1: run with the share B/n, then with `step` more for each voter, and so on. The last outcome before the first
 *   that costs more than the budget B wins. This is not monotone: a later share could give an outcome within the
 *   budget again, and is not looked at.
 * - `earlyStop`: also stop as soon as the outcome leaves no money for any candidate that could still win.
 * - `integralStart`: begin with the share rounded down to a whole number of currency units.
 * - utilitarian: the money left goes by score (or score for each unit of cost), as in greedy.ts.
 * - Add1u: Add1, then utilitarian.
 */
import type { Rational } from '../rational.ts';
import { EqualSharesRun } from './run.ts';
import type { Setting } from './setting.ts';

interface Raise {
  /** Added to every voter's share each time, in minor units. */
  readonly step: number;
  readonly earlyStop: boolean;
  readonly integralStart: boolean;
}

/** The share of voters in the base rule: budget / n. */
export function baseShare(budget: number, voters: number): Rational {
  return { num: BigInt(budget), den: BigInt(Math.max(voters, 1)) };
}

/** The first share of Add1. */
export function startShare(base: Rational, raise: Raise, minorPerUnit: number): Rational {
  if (!raise.integralStart) return base;
  const unit = BigInt(minorPerUnit);
  return { num: (base.num / (base.den * unit)) * unit, den: 1n };
}

/**
 * The share with which Add1 ends: the last one before the first outcome that costs more than the budget.
 *
 * Shares between two whose runs certainly take the same path (run.ts, `follows`) have the same outcome and are not
 * run: steps double while that holds, and halve when it is not certain. The result is that of trying every share; a
 * test compares them.
 * @returns the share, and how many shares were tried or passed over, the one that overshot included
 */
export function raiseShares(
  setting: Setting,
  budget: number,
  start: Rational,
  raise: Raise,
): { share: Rational; runs: number } {
  const run = new EqualSharesRun(setting);
  const step = BigInt(raise.step) * start.den;
  const at = (raises: number): Rational => ({ num: start.num + BigInt(raises) * step, den: start.den });
  let raises = 0;
  run.run(at(0));
  for (let leap = 1; ; ) {
    const path = run.path();
    if (raiseEnds(setting, run, budget, raise)) return { share: at(raises), runs: raises + 1 };
    while (leap > 1 && !run.follows(path, at(raises + leap))) leap = Math.floor(leap / 2);
    if (leap === 1) run.run(at(raises + 1));
    if (run.cost > budget) return { share: at(raises), runs: raises + 2 };
    raises += leap;
    leap = samePath(path.winners, run.winners) ? leap * 2 : 1;
  }
}

function samePath(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((winner, round) => winner === b[round]);
}

/**
 * Whether Add1 ends with this outcome: no candidate is left that any share could buy (without this it would never end),
 * or none that fits into the money left.
 */
export function raiseEnds(
  setting: Setting,
  run: EqualSharesRun,
  budget: number,
  { earlyStop }: Pick<Raise, 'earlyStop'>,
): boolean {
  const left = earlyStop ? budget - run.cost : Number.POSITIVE_INFINITY;
  return !couldStillWin(setting, run, (candidate) => setting.costs[candidate]! <= left);
}

function couldStillWin(
  setting: Setting,
  { winners }: EqualSharesRun,
  which: (candidate: number) => boolean,
): boolean {
  if (setting.maxWinners !== null && winners.length >= setting.maxWinners) return false;
  const out = new Set(winners);
  for (const winner of winners) for (const rival of setting.rivals[winner]!) out.add(rival);
  return setting.costs.some(
    (_, c) => setting.stands[c] && setting.supporters.totals[c]! > 0 && !out.has(c) && which(c),
  );
}
