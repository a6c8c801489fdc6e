/**
 * What a count says: serialisable, complete, the same bytes for the same input (canonical-json.ts). Amounts are minor
 * units; ids are candidates' ids.
 */
import type { Turnout } from './profile.ts';
import type { FractionText } from './rational.ts';
import type { Rule } from './rule.ts';

/** Why a candidate did not win. More than one can hold; the first given is the one that decided. */
export type LossReason =
  | { readonly code: 'withdrawn' }
  | { readonly code: 'over-cost-cap'; readonly cap: number; readonly over: number }
  | {
      readonly code: 'below-threshold';
      readonly of: 'votes' | 'score';
      readonly has: number;
      readonly needs: number;
      readonly short: number;
    }
  | { readonly code: 'not-eligible'; readonly votes: number; readonly needs: number; readonly short: number }
  /** At most one of a group can be built, and `winner` was taken before. */
  | { readonly code: 'excluded'; readonly by: string }
  | { readonly code: 'no-slot-left'; readonly slots: number }
  | { readonly code: 'does-not-fit'; readonly left: number; readonly short: number }
  /** The rule takes no more after the first that does not fit. */
  | { readonly code: 'after-stop'; readonly at: string }
  /** Nobody marked it, or every mark is worth nothing. */
  | { readonly code: 'no-support' }
  /** What its supporters had left at the end, and by how much that was short of the cost, rounded up. */
  | { readonly code: 'supporters-cannot-pay'; readonly money: FractionText; readonly short: number }
  /** The comparison found more voters better off with the greedy outcome. */
  | { readonly code: 'comparison-lost' };

/** One candidate considered by a greedy rule, in order. */
export interface GreedyStep {
  readonly kind: 'greedy';
  readonly candidate: string;
  readonly votes: number;
  readonly score: number;
  readonly cost: number;
  /** Money left before this step. */
  readonly left: number;
  readonly taken: boolean;
  /** Why not taken; absent when taken. */
  readonly reasons?: readonly LossReason[];
  /** Other candidates with exactly the same standing, which the tie rule placed before or after this one. */
  readonly tiedWith?: readonly string[];
}

/** One round in which supporters paid for a candidate. */
export interface PaymentStep {
  readonly kind: 'payment';
  readonly candidate: string;
  readonly cost: number;
  /** What a mark worth 1 pays in full. */
  readonly price: FractionText;
  /** Cost / price: as many marks, all paying in full, would have paid for it. null when it costs nothing. */
  readonly effectiveVotes: FractionText | null;
  /** Voters who paid the full price, and those who gave all they had left. */
  readonly payersInFull: number;
  readonly payersInPart: number;
  /** Places of the payers among all ballots given, from 0; only in the auditors' form. */
  readonly payers?: { readonly full: readonly number[]; readonly part: readonly number[] };
}

/** One round of BOS: the payers' money may be less than the cost. */
export interface PartPaymentStep {
  readonly kind: 'part-payment';
  readonly candidate: string;
  readonly cost: number;
  /** What a mark worth 1 pays in full. */
  readonly price: FractionText;
  /** What the payers gave together. */
  readonly paid: FractionText;
  readonly payersInFull: number;
  readonly payersInPart: number;
  readonly left: number;
}

/** One candidate bought by a rule of Phragmén, or passed over because it did not fit. */
export interface LoadStep {
  readonly kind: 'load';
  readonly candidate: string;
  readonly cost: number;
  readonly votes: number;
  /** What each supporter has then spent on all winners so far: the moment of the purchase. */
  readonly load: FractionText;
  readonly left: number;
  readonly taken: boolean;
}

/** A share of money for each voter, set before payments begin. */
export interface ShareStep {
  readonly kind: 'share';
  readonly share: FractionText;
  readonly voters: number;
  /** How many shares were tried; 1 without Add1. */
  readonly runs: number;
}

/** Voters better off with each outcome. */
export interface ComparisonStep {
  readonly kind: 'comparison';
  readonly better: number;
  readonly betterWithGreedy: number;
  readonly equal: number;
}

export type Step = GreedyStep | PaymentStep | PartPaymentStep | LoadStep | ShareStep | ComparisonStep;

/** Every candidate of the contest, in the order of the contest. */
export interface CandidateOutcome {
  readonly candidate: string;
  readonly votes: number;
  readonly score: number;
  readonly cost: number;
  /** 1 for the first winner; null when it did not win. */
  readonly place: number | null;
  /** Empty for a winner. */
  readonly reasons: readonly LossReason[];
}

export interface CountResult {
  readonly format: 'cabildo-count/1';
  readonly contest: string;
  /** SHA-256 of everything that was counted (input-hash.ts). */
  readonly inputHash: string;
  readonly rule: Rule;
  readonly turnout: Turnout;
  readonly budget: number;
  /** Cost of the winners together. */
  readonly cost: number;
  /** In order of selection. */
  readonly winners: readonly string[];
  readonly steps: readonly Step[];
  readonly candidates: readonly CandidateOutcome[];
}

/** What a rule hands back; count.ts adds the rest. Positions of candidates in the contest. */
export interface RuleOutcome {
  readonly winners: readonly number[];
  readonly scores: ArrayLike<number>;
  readonly votes: ArrayLike<number>;
  /** Steps and reasons, made when asked for: they can take longer than the count. */
  describe(): Description;
}

export interface Description {
  readonly steps: readonly Step[];
  /** By position; empty for winners. */
  readonly reasons: readonly (readonly LossReason[])[];
}
