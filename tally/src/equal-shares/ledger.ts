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

/** Marks the beginning of a voter's history; there are fewer rounds than candidates, and those fit 16 bits. */
const SENTINEL = 0xffff;

/** Far below any error bound, and far above the doubles that lose digits. */
const SMALLEST = 2 ** -1000;

/** A price of one round: `num` over the ledger's common denominator at that time. */
export interface Price {
  readonly num: bigint;
  /** The price is num / (rich · ledger.denominator) before it is entered. */
  readonly rich: number;
}

export class Ledger {
  /** Balances as doubles. Exactly 0 if and only if the exact balance is 0. */
  readonly balances: Float64Array;
  /** The same bytes as 32-bit halves: the upper halves of positive doubles have the order of the numbers. */
  readonly upperHalves: Int32Array;
  /** Bound on the error of a balance. */
  error = 0;
  share: number;
  denominator: bigint;
  private shareNum: bigint;
  /** Exact prices of the rounds so far, over `denominator`. */
  readonly prices: bigint[] = [];
  /**
   * Rounds that each voter paid in full, latest last. Voter v's place begins with a sentinel, so that a history is read
   * from its end, `next[v]`, without looking up where it begins: memory is what a large count waits for.
   */
  private readonly rounds: Uint16Array;
  /** Worths beside `rounds`, null where all are 1. */
  private readonly worths: Int32Array | null;
  private readonly next: Uint32Array;
  private readonly first: Uint32Array;

  /** @param offsets where each ballot's marks begin, as in a profile */
  constructor(offsets: Uint32Array, weighted: boolean) {
    const voters = offsets.length - 1;
    const places = offsets[voters]! + voters;
    this.balances = new Float64Array(voters);
    this.upperHalves = new Int32Array(this.balances.buffer);
    this.first = offsets.map((offset, voter) => offset + voter + 1).subarray(0, voters);
    this.next = new Uint32Array(voters);
    this.rounds = new Uint16Array(places);
    this.worths = weighted ? new Int32Array(places) : null;
    for (let voter = 0; voter < voters; voter++) this.rounds[this.first[voter]! - 1] = SENTINEL;
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
    this.next.set(this.first);
    this.prices.length = 0;
    this.error = 2 * this.share * ULP;
  }

  /** Adds the rounds that a voter paid in full to `sums`, by round. */
  addHistory(voter: number, sums: Float64Array): void {
    const { rounds, worths } = this;
    for (let at = this.next[voter]! - 1; rounds[at] !== SENTINEL; at--) {
      sums[rounds[at]!]! += worths === null ? 1 : worths[at]!;
    }
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
    for (let at = this.next[voter]! - 1; this.rounds[at] !== SENTINEL; at--) {
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
    const at = this.next[voter]!++;
    this.rounds[at] = this.prices.length - 1;
    if (this.worths !== null) this.worths[at] = worth;
    const rest = this.balances[voter]! - worth * price;
    if (rest > this.error) {
      this.balances[voter] = rest;
      return;
    }
    const exact = { num: this.exactBalance(voter), den: this.denominator };
    // However small, a rest that is there must not look like 0.
    this.balances[voter] = exact.num === 0n ? 0 : Math.max(toNumber(exact), SMALLEST);
  }

  /** A voter pays all that is left. */
  payTheRest(voter: number): void {
    this.balances[voter] = 0;
  }
}
