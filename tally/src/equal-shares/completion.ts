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
import { EqualSharesRun, type Setting } from './run.ts';

export interface Raise {
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

/** The share with which Add1 ends: the last one before the first outcome that costs more than the budget. */
export function raiseShares(
  setting: Setting,
  budget: number,
  start: Rational,
  raise: Raise,
): { share: Rational; runs: number } {
  const run = new EqualSharesRun(setting);
  const step = BigInt(raise.step) * start.den;
  let share = start;
  let runs = 1;
  run.run(share);
  for (;;) {
    if (allWon(setting, run) || (raise.earlyStop && nothingFits(setting, run, budget - run.cost)))
      return { share, runs };
    const higher = { num: share.num + step, den: share.den };
    run.run(higher);
    runs++;
    if (run.cost > budget) return { share, runs };
    share = higher;
  }
}

/** No candidate is left that any share could buy: without this, Add1 would never end. */
function allWon(setting: Setting, run: EqualSharesRun): boolean {
  return !couldStillWin(setting, run, () => true);
}

function nothingFits(setting: Setting, run: EqualSharesRun, left: number): boolean {
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
