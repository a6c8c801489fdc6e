/**
 * One ballot under the rules of its contest: valid, blank or void, with the reason. Nothing is repaired: a limit is
 * checked on what the voter marked, and only then are marks for withdrawn candidates dropped.
 */
import type { Ballot, BallotRules, Contest } from './election.ts';

export type VoidReason =
  | { readonly code: 'unknown-candidate'; readonly candidate: string }
  | { readonly code: 'marked-twice'; readonly candidate: string }
  | { readonly code: 'too-few-marks' | 'too-many-marks'; readonly marks: number; readonly limit: number }
  | { readonly code: 'below-min-cost' | 'over-max-cost'; readonly cost: number; readonly limit: number }
  | { readonly code: 'points-missing'; readonly marks: number; readonly points: number }
  | { readonly code: 'points-not-allowed' }
  | { readonly code: 'points-not-whole'; readonly candidate: string }
  | { readonly code: 'points-out-of-range'; readonly candidate: string; readonly points: number }
  | {
      readonly code: 'below-min-sum-points' | 'over-max-sum-points';
      readonly points: number;
      readonly limit: number;
    };

export type ClassifiedBallot =
  /** `marks` are positions in `contest.candidates`, in the order of the ballot; `points` beside them or null. */
  | {
      readonly kind: 'valid';
      readonly marks: number[];
      readonly points: number[] | null;
      readonly dropped: string[];
    }
  /** No mark, or none left after marks for withdrawn candidates were dropped. Turnout, but not an effective vote. */
  | { readonly kind: 'blank'; readonly dropped: string[] }
  | { readonly kind: 'void'; readonly reason: VoidReason };

/** Position of each candidate id in its contest. */
type CandidateIndex = ReadonlyMap<string, number>;

export function indexCandidates(contest: Contest): CandidateIndex {
  return new Map(contest.candidates.map((candidate, position) => [candidate.id, position]));
}

/** Points of one mark must fit the packed form (32 bits with sign). */
const MOST_POINTS = 2 ** 31 - 1;

/**
 * Classifies one ballot.
 * @param index positions of the candidates, from {@link indexCandidates}; pass it when classifying many ballots
 */
export function classifyBallot(
  ballot: Ballot,
  contest: Contest,
  index = indexCandidates(contest),
): ClassifiedBallot {
  const rules = contest.ballot;
  const carriesPoints = rules.type === 'cumulative' || rules.type === 'scoring';
  if (!carriesPoints && ballot.points !== undefined)
    return { kind: 'void', reason: { code: 'points-not-allowed' } };
  if (carriesPoints && ballot.marks.length !== (ballot.points?.length ?? 0)) {
    const reason = {
      code: 'points-missing',
      marks: ballot.marks.length,
      points: ballot.points?.length ?? 0,
    } as const;
    return { kind: 'void', reason };
  }
  const marks: number[] = [];
  const points: number[] = [];
  const dropped: string[] = [];
  for (const [at, id] of ballot.marks.entries()) {
    const position = index.get(id);
    const bad =
      position === undefined ? 'unknown-candidate' : marks.includes(position) ? 'marked-twice' : null;
    if (bad !== null || position === undefined) {
      if (rules.badMarks === 'void')
        return { kind: 'void', reason: { code: bad ?? 'unknown-candidate', candidate: id } };
      dropped.push(id);
      continue;
    }
    marks.push(position);
    points.push(ballot.points?.[at] ?? 0);
  }
  if (marks.length === 0) return { kind: 'blank', dropped };
  const reason =
    checkMarks(marks, marks.length, contest) ??
    (carriesPoints ? checkPoints(marks, points, marks.length, contest) : null);
  if (reason !== null) return { kind: 'void', reason };
  return dropWithdrawn(marks, carriesPoints ? points : null, dropped, contest);
}

/**
 * Number and cost of the first `length` marks (positions of candidates) against the limits. Withdrawn candidates are
 * included: the voter could mark them. null when within.
 */
export function checkMarks(marks: ArrayLike<number>, length: number, contest: Contest): VoidReason | null {
  const { minMarks, minCost, maxCost } = contest.ballot;
  const maxMarks = contest.ballot.type === 'choose-1' ? 1 : contest.ballot.maxMarks;
  if (minMarks !== undefined && length < minMarks)
    return { code: 'too-few-marks', marks: length, limit: minMarks };
  if (maxMarks !== undefined && length > maxMarks)
    return { code: 'too-many-marks', marks: length, limit: maxMarks };
  if (minCost === undefined && maxCost === undefined) return null;
  let cost = 0;
  for (let i = 0; i < length; i++) cost += contest.candidates[marks[i]!]?.cost ?? 0;
  if (minCost !== undefined && cost < minCost) return { code: 'below-min-cost', cost, limit: minCost };
  if (maxCost !== undefined && cost > maxCost) return { code: 'over-max-cost', cost, limit: maxCost };
  return null;
}

/** The points of the first `length` marks, one by one and together, against the limits. null when within. */
export function checkPoints(
  marks: ArrayLike<number>,
  points: ArrayLike<number>,
  length: number,
  contest: Contest,
): VoidReason | null {
  const rules: BallotRules = contest.ballot;
  const least = Math.max(rules.minPoints ?? -MOST_POINTS, -MOST_POINTS);
  const most = Math.min(rules.maxPoints ?? MOST_POINTS, MOST_POINTS);
  let sum = 0;
  for (let i = 0; i < length; i++) {
    const value = points[i]!;
    const candidate = contest.candidates[marks[i]!]?.id ?? '';
    if (!Number.isSafeInteger(value)) return { code: 'points-not-whole', candidate };
    if (value < least || value > most) return { code: 'points-out-of-range', candidate, points: value };
    sum += value;
  }
  const { minSumPoints, maxSumPoints } = rules;
  if (minSumPoints !== undefined && sum < minSumPoints)
    return { code: 'below-min-sum-points', points: sum, limit: minSumPoints };
  if (maxSumPoints !== undefined && sum > maxSumPoints)
    return { code: 'over-max-sum-points', points: sum, limit: maxSumPoints };
  return null;
}

function dropWithdrawn(
  marks: number[],
  points: number[] | null,
  dropped: string[],
  contest: Contest,
): ClassifiedBallot {
  const kept: number[] = [];
  const keptPoints: number[] = [];
  for (const [at, mark] of marks.entries()) {
    const candidate = contest.candidates[mark];
    if (candidate?.withdrawn) {
      dropped.push(candidate.id);
    } else {
      kept.push(mark);
      if (points !== null) keptPoints.push(points[at] ?? 0);
    }
  }
  if (kept.length === 0) return { kind: 'blank', dropped };
  return { kind: 'valid', marks: kept, points: points === null ? null : keptPoints, dropped };
}
