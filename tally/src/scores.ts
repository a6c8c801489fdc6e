/** Votes and scores of candidates: the sums of what single marks are worth. */
import { ElectionError } from './election.ts';
import type { Profile } from './profile.ts';
import type { Score } from './rule.ts';

/** Marks for each candidate, by position; totals-only channels included. */
export function countVotes(profile: Profile): Float64Array {
  const votes = new Float64Array(profile.contest.candidates.length);
  const { marks } = profile;
  for (let at = 0; at < marks.length; at++) votes[marks[at]!]!++;
  addTotals(profile, votes, 'votes');
  return votes;
}

/**
 * Score of each candidate, by position; whole numbers.
 * @throws ElectionError when ballots carry no points or order and the score needs them
 */
export function countScores(profile: Profile, score: Score): Float64Array {
  if (score === 'votes') return countVotes(profile);
  const worth = markWorths(profile, score);
  const sums = new Float64Array(profile.contest.candidates.length);
  const { marks } = profile;
  for (let at = 0; at < marks.length; at++) sums[marks[at]!]! += worth === null ? 1 : worth[at]!;
  for (const value of sums) {
    if (!Number.isSafeInteger(value)) throw new ElectionError('ballots', 'points together exceed 2^53');
  }
  addTotals(profile, sums, score === 'points' ? 'points' : 'order');
  return sums;
}

/**
 * The worth of every mark of the profile, beside `profile.marks`; null when each is worth 1. Marks for withdrawn
 * candidates are gone from the profile, so that on an ordinal ballot the marks behind them have moved up.
 */
export function markWorths(profile: Profile, score: Score): Int32Array | null {
  if (score === 'votes') return null;
  const { type } = profile.contest.ballot;
  if (score === 'points') {
    if (profile.points === null) throw new ElectionError('rule.score', `a ${type} ballot carries no points`);
    return profile.points;
  }
  if (type !== 'ordinal')
    throw new ElectionError('rule.score', `a ${type} ballot has no order of preference`);
  const ranks = score === 'borda' ? null : score.ranks;
  if (ranks?.some((rank) => !Number.isInteger(rank) || rank < 0 || rank >= 2 ** 31)) {
    throw new ElectionError('rule.score.ranks', 'must be whole numbers, 0 or more');
  }
  const worth = new Int32Array(profile.marks.length);
  const { offsets } = profile;
  for (let ballot = 0; ballot < profile.ballots; ballot++) {
    const end = offsets[ballot + 1]!;
    for (let at = offsets[ballot]!, place = 0; at < end; at++, place++) {
      worth[at] = ranks === null ? end - at - 1 : (ranks[place] ?? 0);
    }
  }
  return worth;
}

function addTotals(profile: Profile, sums: Float64Array, what: 'votes' | 'points' | 'order'): void {
  const positions = new Map(
    profile.contest.candidates.map((candidate, position) => [candidate.id, position]),
  );
  for (const total of profile.totals) {
    for (const line of total.votes) {
      const position = positions.get(line.candidate);
      const value = what === 'votes' ? line.votes : what === 'points' ? line.points : undefined;
      if (value === undefined)
        throw new ElectionError(`totals "${total.source}"`, `gives no ${what} for "${line.candidate}"`);
      if (position !== undefined) sums[position]! += value;
    }
  }
}
