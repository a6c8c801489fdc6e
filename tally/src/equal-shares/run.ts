/**
 * One run of the Method of Equal Shares with a given share for every voter.
 *
 * Source: D. Peters, G. Pierczyński, P. Skowron, "Proportional Participatory Budgeting with Additive Utilities",
 * NeurIPS 2021. In each round the candidate with the least price for each unit of utility wins, and its supporters
 * pay. Prices never fall during a run, because nobody gets money back: a price of an earlier round is a lower bound,
 * and most candidates need not be priced again.
 */

import type { Rational } from '../rational.ts';
import { Ledger } from './ledger.ts';
import { CANNOT_PAY, type ExactPrice, Market } from './market.ts';
import type { Path, Round, RunLoss, Setting } from './setting.ts';

const ULP = 2 ** -52;

/** Not yet in this round; bound raised; bound as near as doubles get; priced exactly. */
const [UNSEEN, SEEN, FIRM, SETTLED] = [0, 1, 2, 3];

export class EqualSharesRun {
  readonly rounds: Round[] = [];
  readonly winners: number[] = [];
  /** Upper bounds on the winners' prices for each unit of utility, by round. */
  readonly winningKeys: number[] = [];
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
    this.begin(share);
    while (this.hasSlot()) {
      const next = this.cheapest();
      if (next === null) break;
      this.take(next.candidate, next.price, withPayers);
    }
  }

  /**
   * Runs with a higher share along the path of an earlier run, and tells whether every share between the two takes the
   * same path too.
   *
   * Why this can be told: as long as the winners are the same, a higher share leaves every voter with no less in every
   * round, since prices do not rise when nobody has less. So each candidate's price falls (or stays) from the lower
   * share to the higher. If in every round all others cost more at the higher share than the winner did at the lower
   * (or the same, and lose the tie), the winner is ahead at every share between; and whoever cannot pay at the higher
   * share cannot at a lower one.
   *
   * @returns false when this is not certain; the state is then of no use until the next run
   */
  follows(path: Path, share: Rational): boolean {
    this.begin(share);
    for (let round = this.winners.length; round < path.winners.length; round++) {
      const winner = path.winners[round]!;
      this.looked.fill(UNSEEN);
      if (this.open[winner] === 0 || !this.othersCostMore(path, round)) return false;
      const price = this.settle(winner);
      if (price === null) return false;
      this.take(winner, price, false);
    }
    if (!this.hasSlot()) return true;
    this.looked.fill(UNSEEN);
    for (let c = 0; c < this.open.length; c++)
      if (this.open[c] === 1 && this.settle(c) !== null) return false;
    return true;
  }

  /** The path of the run that just ended. */
  path(): Path {
    return {
      winners: [...this.winners],
      keys: [...this.winningKeys],
      prices: this.rounds.map((round) => round.price),
    };
  }

  private begin(share: Rational): void {
    const { costs, supporters, stands } = this.setting;
    this.market.ledger.open(share);
    this.market.open();
    this.rounds.length = 0;
    this.winners.length = 0;
    this.winningKeys.length = 0;
    this.cost = 0;
    this.excludedBy.fill(-1);
    for (let c = 0; c < costs.length; c++) {
      const total = supporters.totals[c]!;
      this.open[c] = stands[c] && total > 0 ? 1 : 0;
      // Nobody can pay less than if all paid in full.
      this.setBound(c, (costs[c]! / Math.max(total, 1)) * (1 - 2 * ULP));
    }
    this.takeFree();
  }

  /** Whether all others now cost more for each unit of utility than the winner of a round of the path did then. */
  private othersCostMore(path: Path, round: number): boolean {
    const winner = path.winners[round]!;
    const key = path.keys[round]!;
    this.open[winner] = 0;
    let certain = true;
    for (
      let next = this.leastBound();
      certain && next !== -1 && this.keys[next]! <= key;
      next = this.leastBound()
    ) {
      certain = this.look(next) || this.costsMore(next, winner, path.prices[round]!);
    }
    this.open[winner] = 1;
    return certain;
  }

  /** The same of one candidate, exactly; those who cannot pay are closed. */
  private costsMore(candidate: number, winner: number, then: Rational): boolean {
    const { factors, places } = this.setting;
    const now = this.settle(candidate);
    if (now === null) return true;
    const left = now.num * then.den * BigInt(factors[winner]!);
    const right = then.num * BigInt(now.rich) * this.market.ledger.denominator * BigInt(factors[candidate]!);
    return left > right || (left === right && places[winner]! < places[candidate]!);
  }

  /** Raises the bound of a candidate; false when it is as near to the price as doubles get. Closes those who cannot pay. */
  private look(candidate: number): boolean {
    const { bounds, looked } = this;
    const raised = this.market.raiseBound(candidate, bounds[candidate]!, looked[candidate] === UNSEEN);
    const firm = raised === bounds[candidate];
    looked[candidate] = firm ? FIRM : SEEN;
    this.setBound(candidate, raised);
    if (raised === CANNOT_PAY) this.open[candidate] = 0;
    return !firm;
  }

  /** The exact price of an open candidate; null, and closed, when its supporters cannot pay. */
  private settle(candidate: number): ExactPrice | null {
    while (this.looked[candidate] !== FIRM && this.open[candidate] === 1) this.look(candidate);
    if (this.open[candidate] === 0) return null;
    this.looked[candidate] = SETTLED;
    const price = this.market.exactPrice(candidate, this.bounds[candidate]!);
    if (price === null) this.open[candidate] = 0;
    return price;
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
      this.winningKeys.push(0);
      this.win(c);
    }
  }

  /** The affordable candidate with the least price for each unit of utility, exactly. null when none is left. */
  private cheapest(): { candidate: number; price: ExactPrice } | null {
    const { factors } = this.setting;
    const { keys, looked } = this;
    looked.fill(UNSEEN);
    let best = -1;
    let bestPrice: ExactPrice | null = null;
    let bestKey = Number.POSITIVE_INFINITY;
    for (;;) {
      const next = this.leastBound();
      // A bound that may be equal to the best is settled exactly.
      if (next === -1 || keys[next]! > bestKey * (1 + 8 * ULP)) break;
      if (looked[next] !== FIRM) {
        this.look(next);
        continue;
      }
      const price = this.settle(next);
      if (price === null) continue;
      if (bestPrice === null || this.isBetter(next, price, best, bestPrice)) {
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
    this.winningKeys.push((price.approximate / this.setting.factors[candidate]!) * (1 + 8 * ULP));
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
