/** What a run of Equal Shares is given, and what it hands back. */
import type { Rational } from '../rational.ts';
import type { Limits } from '../rule.ts';
import type { Supporters } from './supporters.ts';

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

/** The winners of a run in order, and bounds on what they cost for each unit of utility. */
export interface Path {
  readonly winners: readonly number[];
  readonly keys: readonly number[];
  readonly prices: readonly Rational[];
}

/** What kept a candidate out of a run. */
export type RunLoss =
  | { readonly code: 'cannot-pay'; readonly money: Rational }
  | { readonly code: 'excluded'; readonly by: number }
  | { readonly code: 'no-slot-left' };
