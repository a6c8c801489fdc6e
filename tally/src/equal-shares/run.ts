/**
 * One run of the Method of Equal Shares with a given share for every voter.
 *
 * Source: D. Peters, G. Pierczyński, P. Skowron, "Proportional Participatory Budgeting with Additive Utilities",
 * NeurIPS 2021. In each round the candidate with the least price for each unit of utility wins, and its supporters
 * pay. Prices never fall during a run, because nobody gets money back: a price of an earlier round is a lower bound,
 * and most candidates need not be priced again.
 */

import type { Rational } from '../rational.ts';
import type { Limits } from '../rule.ts';
import { Ledger } from './ledger.ts';
import { CANNOT_PAY, type ExactPrice, Market } from './market.ts';
import type { Supporters } from './supporters.ts';

const ULP = 2 ** -52;

/** Not yet in this round; bound raised; bound as near as doubles get; priced exactly. */
const [UNSEEN, SEEN, FIRM, SETTLED] = [0, 1, 2, 3];

/** What stays the same over all runs on the same ballots. Arrays by position of candidates. */
export interface Setting {
  readonly offsets: Uint32Array;
  readonly supporters: Supporters;
  readonly costs: readonly number[];
  /** Utility = worth of the mark × factor; 1, or the cost. */
  readonly factors: readonly number[];
  /** Place in a tie: the lowest wins. */
  readonly places: Int32Array;
  /** May win at all. */
  readonly stands: readonly boolean[];
  readonly rivals: readonly (readonly number[])[];
  readonly maxWinners: Limits['maxWinners'];
}

export interface Round {
  readonly candidate: number;
  /** What a mark worth 1 pays in full. */
  readonly price: Rational;
  readonly payersInFull: number;
  readonly payersInPart: number;
  /** Ballots of the payers, when they were asked for. */
  readonly payers?: { readonly full: readonly number[]; readonly part: readonly number[] };
}

/** What kept a candidate out of a run. */
export type RunLoss =
  | { readonly code: 'cannot-pay'; readonly money: Rational }
  | { readonly code: 'excluded'; readonly by: number }
  | { readonly code: 'no-slot-left' };

export class EqualSharesRun {
  readonly rounds: Round[] = [];
  readonly winners: number[] = [];
  /** Cost of the winners together. */
  cost = 0;
  private readonly setting: Setting;
  private readonly market: Market;
  /** Lower bounds on prices of candidates still in the run; CANNOT_PAY for the others. */
  private readonly bounds: Float64Array;
  /** The same for each unit of utility. */
  private readonly keys: Float64Array;
  private readonly open: Uint8Array;
  private readonly excludedBy: Int32Array;
  /** How far each candidate's price has been looked into in this round. */
  private readonly looked: Uint8Array;

  constructor(setting: Setting) {
    this.setting = setting;
    const candidates = setting.costs.length;
    this.market = new Market(
      setting.supporters,
      setting.costs,
      new Ledger(setting.offsets, setting.supporters.worths !== null),
    );
    this.bounds = new Float64Array(candidates);
    this.keys = new Float64Array(candidates);
    this.open = new Uint8Array(candidates);
    this.excludedBy = new Int32Array(candidates);
    this.looked = new Uint8Array(candidates);
  }

  /** Runs with this share for each voter, from the start. `withPayers` keeps who paid, for a transcript. */
  run(share: Rational, withPayers = false): void {
    const { costs, supporters, stands } = this.setting;
    this.market.ledger.open(share);
    this.market.open();
    this.rounds.length = 0;
    this.winners.length = 0;
    this.cost = 0;
    this.excludedBy.fill(-1);
    for (let c = 0; c < costs.length; c++) {
      const total = supporters.totals[c]!;
      this.open[c] = stands[c] && total > 0 ? 1 : 0;
      // Nobody can pay less than if all paid in full.
      this.setBound(c, (costs[c]! / Math.max(total, 1)) * (1 - 2 * ULP));
    }
    this.takeFree();
    while (this.hasSlot()) {
      const next = this.cheapest();
      if (next === null) break;
      this.take(next.candidate, next.price, withPayers);
    }
  }

  private hasSlot(): boolean {
    const { maxWinners } = this.setting;
    return maxWinners === null || this.winners.length < maxWinners;
  }

  /** Candidates that cost nothing and have a supporter win first, at price 0: nobody has to pay. */
  private takeFree(): void {
    const { costs, places } = this.setting;
    const free = [...costs.keys()].filter((c) => costs[c] === 0 && this.open[c] === 1);
    for (const c of free.sort((a, b) => places[a]! - places[b]!)) {
      if (this.open[c] === 0 || !this.hasSlot()) continue;
      this.rounds.push({ candidate: c, price: { num: 0n, den: 1n }, payersInFull: 0, payersInPart: 0 });
      this.win(c);
    }
  }

  /** The affordable candidate with the least price for each unit of utility, exactly. null when none is left. */
  private cheapest(): { candidate: number; price: ExactPrice } | null {
    const { factors } = this.setting;
    const { bounds, keys, looked } = this;
    looked.fill(UNSEEN);
    let best = -1;
    let bestPrice: ExactPrice | null = null;
    let bestKey = Number.POSITIVE_INFINITY;
    for (;;) {
      const next = this.leastBound();
      // A bound that may be equal to the best is settled exactly.
      if (next === -1 || keys[next]! > bestKey * (1 + 8 * ULP)) break;
      if (looked[next] !== FIRM) {
        const raised = this.market.raiseBound(next, bounds[next]!, looked[next] === UNSEEN);
        looked[next] = raised === bounds[next] ? FIRM : SEEN;
        this.setBound(next, raised);
        if (raised === CANNOT_PAY) this.open[next] = 0;
        continue;
      }
      looked[next] = SETTLED;
      const price = this.market.exactPrice(next, bounds[next]!);
      if (price === null) this.open[next] = 0;
      else if (bestPrice === null || this.isBetter(next, price, best, bestPrice)) {
        best = next;
        bestPrice = price;
        bestKey = price.approximate / factors[next]!;
      }
    }
    return bestPrice === null ? null : { candidate: best, price: bestPrice };
  }

  /** The open candidate, not settled exactly in this round, with the least bound for each unit of utility; or -1. */
  private leastBound(): number {
    const { keys, open, looked } = this;
    let least = -1;
    let leastKey = Number.POSITIVE_INFINITY;
    for (let c = 0; c < open.length; c++) {
      if (keys[c]! < leastKey && open[c] === 1 && looked[c] !== SETTLED) {
        leastKey = keys[c]!;
        least = c;
      }
    }
    return least;
  }

  private setBound(candidate: number, bound: number): void {
    this.bounds[candidate] = bound;
    this.keys[candidate] = bound / this.setting.factors[candidate]!;
  }

  /** Compares price / factor of two candidates exactly; the tie rule decides when they are equal. */
  private isBetter(a: number, aPrice: ExactPrice, b: number, bPrice: ExactPrice): boolean {
    const { factors, places } = this.setting;
    const left = aPrice.num * BigInt(bPrice.rich) * BigInt(factors[b]!);
    const right = bPrice.num * BigInt(aPrice.rich) * BigInt(factors[a]!);
    return left === right ? places[a]! < places[b]! : left < right;
  }

  private take(candidate: number, price: ExactPrice, withPayers: boolean): void {
    const payers = withPayers ? { full: [], part: [] } : undefined;
    const [payersInFull, payersInPart] = this.market.charge(candidate, price, payers);
    const { ledger } = this.market;
    const paid = { num: ledger.prices.at(-1)!, den: ledger.denominator };
    this.rounds.push({ candidate, price: paid, payersInFull, payersInPart, ...(payers && { payers }) });
    this.win(candidate);
  }

  private win(candidate: number): void {
    this.winners.push(candidate);
    this.cost += this.setting.costs[candidate]!;
    this.open[candidate] = 0;
    for (const rival of this.setting.rivals[candidate]!) {
      this.open[rival] = 0;
      if (this.excludedBy[rival] === -1) this.excludedBy[rival] = candidate;
    }
  }

  /** Why a candidate that stands did not win the run that just ended. */
  lossOf(candidate: number): RunLoss {
    const by = this.excludedBy[candidate]!;
    if (by !== -1) return { code: 'excluded', by };
    const money = { num: this.market.exactMoney(candidate), den: this.market.ledger.denominator };
    const affordable = money.num >= BigInt(this.setting.costs[candidate]!) * money.den;
    return affordable && this.setting.supporters.totals[candidate]! > 0
      ? { code: 'no-slot-left' }
      : { code: 'cannot-pay', money };
  }
}
