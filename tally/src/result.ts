/**
 * What a count says: serialisable, complete, the same bytes for the same input (canonical-json.ts). Amounts are minor
 * units; ids are candidates' ids.
 */
import type { Turnout } from './profile.ts';
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
  | { readonly code: 'after-stop'; readonly at: string };

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

export type Step = GreedyStep;

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
  readonly steps: readonly Step[];
  /** By position; empty for winners. */
  readonly reasons: readonly (readonly LossReason[])[];
}
