/**
 * The words of an election: one contest (a question, its money and its candidates) and the ballots cast in it.
 * All plain data, as it is stored, published and sent: every amount is an integer in minor units of the currency.
 */

/** Something that can be built, and what it costs. */
export interface Candidate {
  /** Unique within the contest; a text, never a number: "07" and "7" are two candidates. */
  readonly id: string;
  /** Minor units, 0 or more. */
  readonly cost: number;
  readonly name?: string;
  /** Withdrawn after ballots went out: marks for it are dropped, and it cannot win. */
  readonly withdrawn?: boolean;
  readonly district?: string;
  readonly categories?: readonly string[];
  /** Whom it serves ("target" or "beneficiaries" in Pabulib files). */
  readonly beneficiaries?: readonly string[];
}

/**
 * How a voter marks. `choose-1`, `approval` and `knapsack` marks have no order and no points; `ordinal` marks are in
 * order of preference; `cumulative` and `scoring` marks carry points.
 */
export type BallotType = 'choose-1' | 'approval' | 'knapsack' | 'ordinal' | 'cumulative' | 'scoring';

/** What makes a ballot valid. An absent limit is no limit. */
export interface BallotRules {
  readonly type: BallotType;
  /** Number of marks on a ballot that is not blank. */
  readonly minMarks?: number;
  readonly maxMarks?: number;
  /** Cost of all marked candidates together, minor units (the knapsack ballot has at least maxCost). */
  readonly minCost?: number;
  readonly maxCost?: number;
  /** Points of one mark; integers. */
  readonly minPoints?: number;
  readonly maxPoints?: number;
  /** Points of all marks together. */
  readonly minSumPoints?: number;
  readonly maxSumPoints?: number;
  /**
   * What a mark for an unknown candidate, or a second mark for the same one, does: `void` the whole ballot, or
   * `drop` the mark and keep the rest ("one good mark keeps it valid").
   */
  readonly badMarks: 'void' | 'drop';
}

export interface Contest {
  readonly id: string;
  /** Minor units, 0 or more. */
  readonly budget: number;
  /** ISO 4217 code. */
  readonly currency?: string;
  /** How many minor units make one unit of the currency: 100 for MXN, 1 where amounts are whole units. */
  readonly minorPerUnit: number;
  readonly ballot: BallotRules;
  readonly candidates: readonly Candidate[];
  /** Groups of candidates of which at most one can be built. */
  readonly exclusions?: readonly (readonly string[])[];
}

/** One voter's marks, as cast: ids of candidates, and points beside them where the ballot has points. */
export interface Ballot {
  readonly marks: readonly string[];
  readonly points?: readonly number[];
}

/** Votes that reached the count as totals only: an assembly's minutes, an electronic box. */
export interface TotalsOnly {
  readonly source: string;
  readonly valid: number;
  readonly blank: number;
  readonly void: number;
  /** Points stand in for votes where the rule sums points. */
  readonly votes: readonly { readonly candidate: string; readonly votes: number; readonly points?: number }[];
}

export interface Election {
  readonly contest: Contest;
  readonly ballots: readonly Ballot[];
  readonly totals?: readonly TotalsOnly[];
}

/** A mistake in the contest, the rule or the file: the count cannot start. `field` says where. */
export class ElectionError extends Error {
  override readonly name = 'ElectionError';
  readonly field: string;
  constructor(field: string, message: string) {
    super(`${field}: ${message}`);
    this.field = field;
  }
}

/** Throws an {@link ElectionError} unless amounts are safe integers, ids unique and exclusions known. */
export function checkContest(contest: Contest): void {
  amount('contest.budget', contest.budget);
  if (!Number.isSafeInteger(contest.minorPerUnit) || contest.minorPerUnit < 1) {
    throw new ElectionError('contest.minorPerUnit', 'must be a positive integer');
  }
  const ids = new Set<string>();
  let total = 0;
  for (const [position, candidate] of contest.candidates.entries()) {
    const field = `contest.candidates[${position}]`;
    if (candidate.id === '' || !candidate.id.isWellFormed())
      throw new ElectionError(`${field}.id`, 'is empty or not a text');
    if (ids.has(candidate.id)) throw new ElectionError(`${field}.id`, `"${candidate.id}" appears twice`);
    ids.add(candidate.id);
    amount(`${field}.cost`, candidate.cost);
    total += candidate.cost;
  }
  if (total > Number.MAX_SAFE_INTEGER)
    throw new ElectionError('contest.candidates', 'cost together more than 2^53 minor units');
  for (const [position, group] of (contest.exclusions ?? []).entries()) {
    for (const id of group) {
      if (!ids.has(id))
        throw new ElectionError(`contest.exclusions[${position}]`, `unknown candidate "${id}"`);
    }
  }
}

function amount(field: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new ElectionError(field, `must be a whole number of minor units, 0 or more, and is ${value}`);
  }
}
