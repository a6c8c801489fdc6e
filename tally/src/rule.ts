/**
 * Counting rules as data: every parameter is named, so that a published rule says all there is to know.
 * The rules themselves are in greedy.ts, equal-shares.ts, phragmen.ts and bos.ts.
 */
import type { TieStep } from './ties.ts';

/**
 * What a mark is worth.
 * - `votes`: 1
 * - `points`: the points on the ballot
 * - `borda`: ballot length − place, the first place being 1; a single mark is worth 0
 * - `{ ranks }`: a declared worth for each place, for example [3, 2, 1] in Kraków; places beyond it are worth 0
 */
export type Score = 'votes' | 'points' | 'borda' | { readonly ranks: readonly number[] };

/** Conditions on candidates and on the outcome, the same for all rules. null means: no such condition. */
export interface Limits {
  /** A candidate below it cannot win. */
  readonly threshold: { readonly of: 'votes' | 'score'; readonly atLeast: number } | null;
  readonly eligibility: Eligibility | null;
  /** A candidate that costs more, in minor units, cannot win. */
  readonly costCap: number | null;
  /** How many may win ("slots"). */
  readonly maxWinners: number | null;
}

/**
 * A share of voters that a candidate must reach. n is the number of valid ballots, or of all ballots cast.
 * - `vote-share`: votes / n ≥ numerator / denominator
 * - `cost-share`: votes / n ≥ (cost / budget) · numerator / denominator; Świecie 2023 asked 1/3
 */
export interface Eligibility {
  readonly kind: 'vote-share' | 'cost-share';
  readonly numerator: number;
  readonly denominator: number;
  readonly of: 'valid' | 'cast';
}

export const NO_LIMITS: Limits = { threshold: null, eligibility: null, costCap: null, maxWinners: null };

/** Candidates in order of score, each taken if it fits. */
export interface GreedyRule {
  readonly name: 'greedy';
  readonly score: Score;
  /** Order by score, or by score for each unit of cost. */
  readonly per: 'candidate' | 'cost';
  /** When one does not fit: go on to the next (`skip`) or take no more (`stop`, "no skip"). */
  readonly whenFull: 'skip' | 'stop';
  /** Minor units by which the winners together may exceed the budget; 0 almost everywhere. */
  readonly overspend: number;
  readonly limits: Limits;
  readonly ties: readonly TieStep[];
}

/** Voters get equal shares of the budget and pay together for what they support (Method of Equal Shares). */
export interface EqualSharesRule {
  readonly name: 'equal-shares';
  /** Utility of a mark: its worth by this score … */
  readonly score: Score;
  /** … multiplied by the candidate's cost, or not. votes × cost is the usual "cost utility", votes alone "cardinality". */
  readonly timesCost: boolean;
  /** Who gets a share: valid ballots, or all ballots cast (blank and void ones keep theirs, unused). */
  readonly voters: 'valid' | 'cast';
  readonly completion: Completion;
  /**
   * If more voters are better off with the greedy outcome (by votes, skipping what does not fit), that one wins. Better
   * off means: more of the candidates on the ballot won, or more money was won by them; every ballot is compared, those
   * without a winner too. null: no comparison.
   */
  readonly comparison: 'winners' | 'money' | null;
  readonly limits: Limits;
  readonly ties: readonly TieStep[];
}

/** What becomes of unspent money; amounts in minor units. See equal-shares/completion.ts. */
export type Completion =
  | { readonly kind: 'none' }
  | { readonly kind: 'utilitarian'; readonly per: 'candidate' | 'cost' }
  | {
      readonly kind: 'add1';
      readonly step: number;
      readonly earlyStop: boolean;
      readonly integralStart: boolean;
    }
  | {
      readonly kind: 'add1u';
      readonly step: number;
      readonly earlyStop: boolean;
      readonly integralStart: boolean;
      readonly per: 'candidate' | 'cost';
    };

/** Voters earn money at the same pace; a candidate wins as soon as its supporters can buy it. Marks are approvals. */
export interface PhragmenRule {
  readonly name: 'phragmen';
  /** When the next one does not fit into the budget: go on without it, or end. */
  readonly whenFull: 'skip' | 'stop';
  readonly limits: Limits;
  readonly ties: readonly TieStep[];
}

/** Equal Shares in which supporters may pay for a part and the rest is overspent, within the budget (BOS). */
export interface BosRule {
  readonly name: 'bos';
  readonly score: Score;
  readonly timesCost: boolean;
  readonly voters: 'valid' | 'cast';
  /** Balances are whole numbers of 2^-precision minor units: see bos.ts for why, and for what is rounded. */
  readonly precision: number;
  readonly limits: Limits;
  readonly ties: readonly TieStep[];
}

export type Rule = GreedyRule | EqualSharesRule | PhragmenRule | BosRule;
