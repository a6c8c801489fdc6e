/**
 * What every voter has left, twice: as doubles, which rule most comparisons out, and exactly.
 *
 * The exact side needs no fraction for each voter. A voter starts with the share S and pays, in round r, either in
 * full (worth × price q_r) or all that is left. So an exact balance is 0 or S − Σ worth_r·q_r over the rounds paid in
 * full, and the balances of many voters together are
 *     (number of them)·S − Σ_r (worths paid in full in round r, a whole number)·q_r
 * with one large multiplication for each round, not for each voter. S and all q_r stand over one common denominator.
 *
 * Bound: q_r is rounded once from its exact value (relative error ≤ 2^-52), the product and the subtraction once each,
 * all of amounts ≤ S: after r rounds a double balance is off by at most (3r + 2)·S·2^-52.
 */
import { gcd, type Rational, toNumber } from '../rational.ts';

/** Half of the distance between 1 and the next double, doubled for safety: relative error of one operation. */
const ULP = 2 ** -52;

/** A price of one round: `num` over the ledger's common denominator at that time. */
export interface Price {
  readonly num: bigint;
  /** The price is num / (rich · ledger.denominator) before it is entered. */
  readonly rich: number;
}

export class Ledger {
  /** Balances as doubles. Exactly 0 if and only if the exact balance is 0. */
  readonly balances: Float64Array;
  /** Bound on the error of a balance. */
  error = 0;
  share: number;
  denominator: bigint;
  private shareNum: bigint;
  /** Exact prices of the rounds so far, over `denominator`. */
  readonly prices: bigint[] = [];
  /** Rounds that a voter paid in full: at offsets[v] … offsets[v] + paid[v]. A voter pays at most once for each mark. */
  private readonly offsets: Uint32Array;
  private readonly paid: Uint16Array;
  private readonly rounds: Uint16Array;
  /** Worths beside `rounds`, null where all are 1. */
  private readonly worths: Int32Array | null;

  /** @param offsets where each ballot's marks begin, as in a profile */
  constructor(offsets: Uint32Array, weighted: boolean) {
    const voters = offsets.length - 1;
    const marks = offsets[voters]!;
    this.offsets = offsets;
    this.balances = new Float64Array(voters);
    this.paid = new Uint16Array(voters);
    this.rounds = new Uint16Array(marks);
    this.worths = weighted ? new Int32Array(marks) : null;
    this.share = 0;
    this.denominator = 1n;
    this.shareNum = 0n;
  }

  /** Gives every voter the same share and forgets all payments. */
  open(share: Rational): void {
    const common = gcd(share.num, share.den);
    this.shareNum = share.num / common;
    this.denominator = share.den / common;
    this.share = toNumber(share);
    this.balances.fill(this.share);
    this.paid.fill(0);
    this.prices.length = 0;
    this.error = 2 * this.share * ULP;
  }

  /** Adds the rounds that a voter paid in full to `sums`, by round. */
  addHistory(voter: number, sums: Float64Array): void {
    const from = this.offsets[voter]!;
    const to = from + this.paid[voter]!;
    for (let at = from; at < to; at++) sums[this.rounds[at]!]! += this.worths === null ? 1 : this.worths[at]!;
  }

  /** Exact balances of `voters` voters together, over the denominator, from the sums of their histories. */
  exactSum(voters: number, sums: Float64Array): bigint {
    let sum = BigInt(voters) * this.shareNum;
    for (let round = 0; round < this.prices.length; round++) {
      if (sums[round] !== 0) sum -= BigInt(sums[round]!) * this.prices[round]!;
    }
    return sum;
  }

  /** A voter's exact balance, over the denominator. */
  exactBalance(voter: number): bigint {
    if (this.balances[voter] === 0) return 0n;
    let balance = this.shareNum;
    const from = this.offsets[voter]!;
    for (let at = from; at < from + this.paid[voter]!; at++) {
      balance -= BigInt(this.worths === null ? 1 : this.worths[at]!) * this.prices[this.rounds[at]!]!;
    }
    return balance;
  }

  /** Enters the price of a new round and brings everything over the new common denominator. */
  enter(price: Price): number {
    const common = Number(gcd(price.num % BigInt(price.rich), BigInt(price.rich)));
    const factor = BigInt(price.rich / common);
    if (factor !== 1n) {
      this.denominator *= factor;
      this.shareNum *= factor;
      for (let round = 0; round < this.prices.length; round++) this.prices[round]! *= factor;
    }
    const num = price.num / BigInt(common);
    this.prices.push(num);
    this.error = (3 * this.prices.length + 2) * this.share * ULP;
    return toNumber({ num, den: this.denominator });
  }

  /**
   * A voter pays worth × price of the last round in full and keeps the rest. A rest within the error is computed
   * exactly: it decides whether the voter has anything left.
   * @param price the last round's price as a double
   */
  payInFull(voter: number, worth: number, price: number): void {
    const at = this.offsets[voter]! + this.paid[voter]!++;
    this.rounds[at] = this.prices.length - 1;
    if (this.worths !== null) this.worths[at] = worth;
    const rest = this.balances[voter]! - worth * price;
    this.balances[voter] =
      rest > this.error ? rest : toNumber({ num: this.exactBalance(voter), den: this.denominator });
  }

  /** A voter pays all that is left. */
  payTheRest(voter: number): void {
    this.balances[voter] = 0;
  }
}
