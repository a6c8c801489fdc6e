/**
 * Prices in the Method of Equal Shares: how much each supporter must pay, at most, for a candidate to be paid for.
 *
 * For a candidate of cost C with supporters of worth p_i and balance b_i, the price is the q with Σ min(b_i, p_i·q) = C.
 * The sum is concave and grows with q; from any split of the supporters into "poor" (pay b_i) and "rich" (pay p_i·q),
 * q' = (C − Σ poor b_i) / Σ rich p_i is at most the true price, since min(b, p·q) is below both. Starting from below
 * and splitting again at each q' reaches the price in a few steps (Newton's method on a piecewise linear function).
 *
 * `raiseBound` takes one such step in doubles and takes off every possible error, so that a candidate it rules out is out.
 * `exactPrice` settles the rest: it splits by doubles, compares exactly those whom the error leaves open, and checks
 * that the split belongs to the price it gives.
 */
import { toNumber } from '../rational.ts';
import type { Ledger, Price } from './ledger.ts';
import type { Supporters } from './supporters.ts';

const ULP = 2 ** -52;

/** What {@link Market.raiseBound} returns when the supporters cannot pay, for certain. */
export const CANNOT_PAY = Number.POSITIVE_INFINITY;

export interface ExactPrice extends Price {
  /** The price as a double, within a relative error of 2^-51. */
  readonly approximate: number;
}

export class Market {
  readonly ledger: Ledger;
  private readonly supporters: Supporters;
  private readonly costs: readonly number[];
  /** Supporters who still have money, packed to the front of each candidate's place as others run out. */
  private readonly ballots: Uint32Array;
  private readonly worths: Int32Array | null;
  private readonly ends: Uint32Array;
  /** Beside `ballots`, for the candidate priced last: 1 pays in full. */
  private readonly rich: Uint8Array;
  private readonly sums: Float64Array;
  /** The last split: money of the poor, and worth of the rich. */
  private poor = 0;
  private richWorth = 0;

  constructor(supporters: Supporters, costs: readonly number[], ledger: Ledger) {
    this.supporters = supporters;
    this.costs = costs;
    this.ledger = ledger;
    this.ballots = supporters.ballots.slice();
    this.worths = supporters.worths?.slice() ?? null;
    this.ends = supporters.starts.slice(1);
    this.rich = new Uint8Array(supporters.ballots.length);
    this.sums = new Float64Array(costs.length + 1);
  }

  /** Everybody has money again. */
  open(): void {
    this.ballots.set(this.supporters.ballots);
    if (this.worths !== null && this.supporters.worths !== null) this.worths.set(this.supporters.worths);
    this.ends.set(this.supporters.starts.subarray(1));
  }

  /** Drops supporters without money. Nobody ever gets money back, so this is for good. */
  private pack(candidate: number): void {
    const { ballots, worths } = this;
    const { balances } = this.ledger;
    const start = this.supporters.starts[candidate]!;
    const end = this.ends[candidate]!;
    let kept = start;
    for (let at = start; at < end; at++) {
      const voter = ballots[at]!;
      if (balances[voter] === 0) continue;
      ballots[kept] = voter;
      if (worths !== null) worths[kept] = worths[at]!;
      kept++;
    }
    this.ends[candidate] = kept;
  }

  /**
   * One step towards the price from below.
   * @param from a number that the price is not below
   * @param first whether balances may have changed since this candidate was last looked at
   * @returns a number that the price is not below; `from` itself when no step in doubles gets nearer; or CANNOT_PAY
   */
  raiseBound(candidate: number, from: number, first: boolean): number {
    if (first && this.worths !== null) this.pack(candidate);
    const cost = this.costs[candidate]!;
    const start = this.supporters.starts[candidate]!;
    if (this.worths === null && first) this.packAndSplit(candidate, from);
    else if (this.worths === null) this.split(start, this.ends[candidate]!, from);
    else this.splitByWorth(start, this.ends[candidate]!, from);
    const end = this.ends[candidate]!;
    const { poor, richWorth } = this;
    const error = (end - start) * (this.ledger.error + poor * ULP) + cost * ULP;
    if (richWorth === 0) return poor + error < cost ? CANNOT_PAY : from;
    return Math.max(from, ((cost - poor - error) / richWorth) * (1 - 4 * ULP));
  }

  /**
   * Money of those who cannot pay the price in full, and how many the others are: the innermost loop of all. A jump
   * that depends on a balance would be mispredicted every other time, so the sides are told by the upper halves of the
   * doubles, which have the order of the numbers. Voters within one part in a million of the price may end up on the
   * wrong side: the bound stays a bound from any split.
   */
  private split(start: number, end: number, price: number): void {
    const { ballots } = this;
    const { balances, upperHalves } = this.ledger;
    const limit = upperHalf(price);
    let poor = 0;
    let count = 0;
    for (let at = start; at < end; at++) {
      const voter = ballots[at]!;
      const isPoor = (upperHalves[2 * voter + UPPER]! - limit) >>> 31;
      poor += balances[voter]! * isPoor;
      count += isPoor;
    }
    this.poor = poor;
    this.richWorth = end - start - count;
  }

  /** The same, and drops those without money: a balance of 0 has an upper half of 0, all others a positive one. */
  private packAndSplit(candidate: number, price: number): void {
    const { ballots } = this;
    const { balances, upperHalves } = this.ledger;
    const limit = upperHalf(price);
    const start = this.supporters.starts[candidate]!;
    const end = this.ends[candidate]!;
    let kept = start;
    let poor = 0;
    let count = 0;
    for (let at = start; at < end; at++) {
      const voter = ballots[at]!;
      const upper = upperHalves[2 * voter + UPPER]!;
      const isPoor = (upper - limit) >>> 31;
      poor += balances[voter]! * isPoor;
      count += isPoor;
      ballots[kept] = voter;
      kept += -upper >>> 31;
    }
    this.ends[candidate] = kept;
    this.poor = poor;
    this.richWorth = end - start - count;
  }

  private splitByWorth(start: number, end: number, price: number): void {
    const { ballots, worths } = this;
    const { balances } = this.ledger;
    let poor = 0;
    let rich = 0;
    for (let at = start; at < end; at++) {
      const balance = balances[ballots[at]!]!;
      const worth = worths![at]!;
      if (balance < price * worth) poor += balance;
      else rich += worth;
    }
    this.poor = poor;
    this.richWorth = rich;
  }

  /**
   * The exact price; null when the supporters together cannot pay. Leaves the split for {@link charge}. The bound must
   * have been raised since balances last changed.
   * @param from a number that the price is not below
   */
  exactPrice(candidate: number, from: number): ExactPrice | null {
    const start = this.supporters.starts[candidate]!;
    const end = this.ends[candidate]!;
    // First in doubles: usually this is the right split already.
    let price = this.priceOfSplit(candidate, from);
    // A start in doubles may lie a hair too high: then begin where everybody pays, which is certainly below the price.
    let fromBelow = false;
    for (;;) {
      if (price === null) {
        if (fromBelow) return null;
        fromBelow = true;
        this.rich.fill(1, start, end);
        if (end === start) return null;
        price = this.priceOfSplit(candidate);
        if (price === null) return null;
      }
      if (!this.splitAgain(candidate, price)) return price;
      price = this.priceOfSplit(candidate);
    }
  }

  /**
   * (C − Σ poor b_i) / Σ rich p_i, exactly; null when nobody is rich.
   * @param from splits the supporters at this price first, in doubles; without it the split stays as it is
   */
  private priceOfSplit(candidate: number, from?: number): ExactPrice | null {
    const { ledger, rich, ballots, worths, sums } = this;
    const { balances } = ledger;
    sums.fill(0);
    let poor = 0;
    let worth = 0;
    for (let at = this.supporters.starts[candidate]!; at < this.ends[candidate]!; at++) {
      const own = worths === null ? 1 : worths[at]!;
      if (from !== undefined) rich[at] = balances[ballots[at]!]! < from * own ? 0 : 1;
      if (rich[at] === 1) worth += own;
      else {
        poor++;
        ledger.addHistory(ballots[at]!, sums);
      }
    }
    if (worth === 0) return null;
    const num = BigInt(this.costs[candidate]!) * ledger.denominator - ledger.exactSum(poor, sums);
    return { num, rich: worth, approximate: ratio(num, BigInt(worth) * ledger.denominator) };
  }

  /** Splits the supporters at an exact price; false when the split was right already. */
  private splitAgain(candidate: number, price: ExactPrice): boolean {
    const { ledger, rich, ballots } = this;
    const { balances } = ledger;
    const open = ledger.error;
    let changed = false;
    for (let at = this.supporters.starts[candidate]!; at < this.ends[candidate]!; at++) {
      const voter = ballots[at]!;
      const worth = this.worths === null ? 1 : this.worths[at]!;
      const asked = price.approximate * worth;
      const over = balances[voter]! - asked;
      let pays = over > 0 ? 1 : 0;
      if (Math.abs(over) <= open + Math.abs(asked) * 4 * ULP) {
        // b ≥ p·num / (rich·D)  ⇔  b·D·rich ≥ p·num
        pays = ledger.exactBalance(voter) * BigInt(price.rich) >= BigInt(worth) * price.num ? 1 : 0;
      }
      if (rich[at] !== pays) {
        rich[at] = pays;
        changed = true;
      }
    }
    return changed;
  }

  /** All supporters' money together, over the ledger's denominator. */
  exactMoney(candidate: number): bigint {
    this.pack(candidate);
    this.sums.fill(0);
    const start = this.supporters.starts[candidate]!;
    const end = this.ends[candidate]!;
    for (let at = start; at < end; at++) this.ledger.addHistory(this.ballots[at]!, this.sums);
    return this.ledger.exactSum(end - start, this.sums);
  }

  /**
   * Takes the price from the supporters. Whoever pays in full was split off by {@link exactPrice} for this candidate;
   * pricing others since has not touched that.
   * @returns how many paid in full and in part; `payers` gets their ballots when given
   */
  charge(
    candidate: number,
    price: ExactPrice,
    payers?: { full: number[]; part: number[] },
  ): [number, number] {
    const { ledger, ballots } = this;
    const amount = ledger.enter(price);
    let full = 0;
    let part = 0;
    for (let at = this.supporters.starts[candidate]!; at < this.ends[candidate]!; at++) {
      const voter = ballots[at]!;
      if (this.rich[at] === 0) {
        part++;
        payers?.part.push(voter);
        ledger.payTheRest(voter);
        continue;
      }
      const worth = this.worths === null ? 1 : this.worths[at]!;
      full++;
      payers?.full.push(voter);
      ledger.payInFull(voter, worth, amount);
    }
    return [full, part];
  }
}

function ratio(num: bigint, den: bigint): number {
  return num === 0n ? 0 : toNumber({ num, den });
}

const scratch = new Float64Array([1]);
const scratchHalves = new Int32Array(scratch.buffer);
/** Which half of a double holds sign, exponent and leading digits: depends on the machine's byte order. */
const UPPER = scratchHalves[1] !== 0 ? 1 : 0;

function upperHalf(value: number): number {
  scratch[0] = value;
  return scratchHalves[UPPER]!;
}
