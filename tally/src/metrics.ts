/**
 * How good an outcome is for the voters: figures for the results page, each a whole number or a pair of them, so that
 * nothing is rounded before it is shown.
 */
import type { Candidate } from './election.ts';
import { compareOutcomes } from './equal-shares/comparison.ts';
import type { Profile } from './profile.ts';

export interface OutcomeMetrics {
  /** Individual valid ballots; totals-only channels do not say who voted for what together. */
  readonly ballots: number;
  /** Ballots of which no marked candidate won. */
  readonly withoutWinner: number;
  /** Marks for winners on all ballots: divided by `ballots`, the mean number of approved winners. */
  readonly marksForWinners: number;
  /** Ballots by number of winners on them: byWinners[k] have k. */
  readonly byWinners: readonly number[];
  /** Cost of the winners, in minor units, by category and by district, in order of first appearance. */
  readonly byCategory: readonly Share[];
  readonly byDistrict: readonly Share[];
}

export interface Share {
  readonly name: string;
  readonly winners: number;
  readonly cost: number;
  /** All candidates of that name, and their cost: what there was to choose from. */
  readonly candidates: number;
  readonly candidatesCost: number;
}

/** @param winners ids of candidates; unknown ids are ignored */
export function outcomeMetrics(profile: Profile, winners: readonly string[]): OutcomeMetrics {
  const { candidates } = profile.contest;
  const won = candidates.map((candidate) => winners.includes(candidate.id));
  const byWinners: number[] = [0];
  let marksForWinners = 0;
  for (let ballot = 0; ballot < profile.ballots; ballot++) {
    let count = 0;
    for (let at = profile.offsets[ballot]!; at < profile.offsets[ballot + 1]!; at++)
      if (won[profile.marks[at]!]) count++;
    while (byWinners.length <= count) byWinners.push(0);
    byWinners[count]!++;
    marksForWinners += count;
  }
  return {
    ballots: profile.ballots,
    withoutWinner: byWinners[0]!,
    marksForWinners,
    byWinners,
    byCategory: sharesBy(candidates, won, (candidate) => candidate.categories ?? []),
    byDistrict: sharesBy(candidates, won, (candidate) =>
      candidate.district === undefined ? [] : [candidate.district],
    ),
  };
}

/** A candidate in two categories counts in both: shares by category may add up to more than the whole. */
function sharesBy(
  candidates: readonly Candidate[],
  won: readonly boolean[],
  names: (candidate: Candidate) => readonly string[],
): Share[] {
  const shares = new Map<
    string,
    { winners: number; cost: number; candidates: number; candidatesCost: number }
  >();
  for (const [position, candidate] of candidates.entries()) {
    for (const name of names(candidate)) {
      const share = shares.get(name) ?? { winners: 0, cost: 0, candidates: 0, candidatesCost: 0 };
      shares.set(name, share);
      share.candidates++;
      share.candidatesCost += candidate.cost;
      if (!won[position]) continue;
      share.winners++;
      share.cost += candidate.cost;
    }
  }
  return [...shares].map(([name, share]) => ({ name, ...share }));
}

export interface OutcomeComparison {
  /** In both, in the first only, in the second only: ids in the order of the contest. */
  readonly both: readonly string[];
  readonly onlyFirst: readonly string[];
  readonly onlySecond: readonly string[];
  /** Ballots with more winners under the first, under the second, under neither. */
  readonly betterWithFirst: number;
  readonly betterWithSecond: number;
  readonly equal: number;
}

/** Two outcomes of the same ballots, for example of two rules. */
export function compareWinners(
  profile: Profile,
  first: readonly string[],
  second: readonly string[],
): OutcomeComparison {
  const { candidates } = profile.contest;
  const positions = (ids: readonly string[]) =>
    [...candidates.keys()].filter((c) => ids.includes(candidates[c]!.id));
  const { better, worse, equal } = compareOutcomes(profile, 'winners', positions(first), positions(second));
  const pick = (test: (id: string) => boolean) => candidates.map(({ id }) => id).filter(test);
  return {
    both: pick((id) => first.includes(id) && second.includes(id)),
    onlyFirst: pick((id) => first.includes(id) && !second.includes(id)),
    onlySecond: pick((id) => !first.includes(id) && second.includes(id)),
    betterWithFirst: better,
    betterWithSecond: worse,
    equal,
  };
}
