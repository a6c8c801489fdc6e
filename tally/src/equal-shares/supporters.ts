/**
 * The ballots seen from the candidates: who supports each, and how much. Every rule in which voters pay needs it.
 */
import { ElectionError } from '../election.ts';
import type { Profile } from '../profile.ts';
import type { Score } from '../rule.ts';
import { markWorths } from '../scores.ts';

export interface Supporters {
  /** Candidate c's supporters are at starts[c] to starts[c + 1] (exclusive). */
  readonly starts: Uint32Array;
  /** Ballots, ascending for each candidate. */
  readonly ballots: Uint32Array;
  /** What the mark is worth, beside `ballots`; null when every mark is worth 1. */
  readonly worths: Int32Array | null;
  /** Sum of the worths of each candidate. */
  readonly totals: Float64Array;
}

/**
 * Marks worth 0 are no support.
 * @throws ElectionError on negative points, and on totals-only channels with valid ballots: they do not say who would pay
 */
export function supportersOf(profile: Profile, score: Score): Supporters {
  // Blank and void ones support nobody, so their number is all there is to know.
  if (profile.totals.some(({ valid }) => valid > 0)) {
    throw new ElectionError('totals', 'a rule in which voters pay needs the single ballots, not totals');
  }
  const { marks, offsets } = profile;
  const given = markWorths(profile, score);
  const candidates = profile.contest.candidates.length;
  const starts = new Uint32Array(candidates + 1);
  const totals = new Float64Array(candidates);
  for (let at = 0; at < marks.length; at++) {
    const worth = given === null ? 1 : given[at]!;
    if (worth < 0) throw new ElectionError('ballots', 'negative points have no meaning where voters pay');
    if (worth > 0) starts[marks[at]! + 1]!++;
    totals[marks[at]!]! += worth;
  }
  for (let c = 0; c < candidates; c++) starts[c + 1]! += starts[c]!;
  const next = starts.slice();
  const ballots = new Uint32Array(starts[candidates]!);
  const worths = given === null ? null : new Int32Array(ballots.length);
  for (let ballot = 0, at = 0; ballot < profile.ballots; ballot++) {
    const end = offsets[ballot + 1]!;
    for (; at < end; at++) {
      const place = next[marks[at]!]!;
      if (given !== null && worths !== null) {
        if (given[at] === 0) continue;
        worths[place] = given[at]!;
      }
      ballots[place] = ballot;
      next[marks[at]!] = place + 1;
    }
  }
  return { starts, ballots, worths, totals };
}
