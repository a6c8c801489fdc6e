/** Conditions that a candidate must meet before any rule looks at it. */
import { type Contest, ElectionError } from './election.ts';
import { ceilOfRatio } from './exact.ts';
import type { Turnout } from './profile.ts';
import type { LossReason } from './result.ts';
import type { Limits } from './rule.ts';

/** For each candidate, by position: why it cannot win whatever happens; empty when it may. */
export function barredCandidates(
  contest: Contest,
  limits: Limits,
  votes: ArrayLike<number>,
  scores: ArrayLike<number>,
  turnout: Turnout,
): LossReason[][] {
  checkLimits(limits);
  return contest.candidates.map((candidate, position) => {
    if (candidate.withdrawn) return [{ code: 'withdrawn' }];
    const reasons: LossReason[] = [];
    if (limits.costCap !== null && candidate.cost > limits.costCap) {
      reasons.push({ code: 'over-cost-cap', cap: limits.costCap, over: candidate.cost - limits.costCap });
    }
    const { threshold } = limits;
    if (threshold !== null) {
      const has = threshold.of === 'votes' ? votes[position]! : scores[position]!;
      const needs = threshold.atLeast;
      if (has < needs)
        reasons.push({ code: 'below-threshold', of: threshold.of, has, needs, short: needs - has });
    }
    const needs = votesNeeded(contest, limits, candidate.cost, turnout);
    const has = votes[position]!;
    if (has < needs) reasons.push({ code: 'not-eligible', votes: has, needs, short: needs - has });
    return reasons;
  });
}

/** The votes that the eligibility condition asks of a candidate of that cost; 0 without a condition. */
function votesNeeded(contest: Contest, limits: Limits, cost: number, turnout: Turnout): number {
  const { eligibility } = limits;
  if (eligibility === null) return 0;
  const n = eligibility.of === 'cast' ? turnout.cast : turnout.valid;
  if (eligibility.kind === 'vote-share')
    return ceilOfRatio(n, eligibility.numerator, eligibility.denominator);
  if (contest.budget === 0) return cost === 0 ? 0 : n + 1;
  const share = BigInt(n) * BigInt(cost) * BigInt(eligibility.numerator);
  const whole = BigInt(contest.budget) * BigInt(eligibility.denominator);
  return Number((share + whole - 1n) / whole);
}

function checkLimits({ threshold, eligibility, costCap, maxWinners }: Limits): void {
  const whole = (field: string, value: number, least: number) => {
    if (!Number.isSafeInteger(value) || value < least)
      throw new ElectionError(`rule.limits.${field}`, `${value} is not a whole number ≥ ${least}`);
  };
  if (threshold !== null) whole('threshold.atLeast', threshold.atLeast, -Number.MAX_SAFE_INTEGER);
  if (costCap !== null) whole('costCap', costCap, 0);
  if (maxWinners !== null) whole('maxWinners', maxWinners, 0);
  if (eligibility !== null) {
    whole('eligibility.numerator', eligibility.numerator, 0);
    whole('eligibility.denominator', eligibility.denominator, 1);
  }
}

/** Which groups ("at most one of these") each candidate belongs to, by position: positions of the other members. */
export function rivals(contest: Contest): readonly (readonly number[])[] {
  const positions = new Map(contest.candidates.map((candidate, position) => [candidate.id, position]));
  const sets = contest.candidates.map(() => new Set<number>());
  for (const group of contest.exclusions ?? []) {
    const members = group.map((id) => positions.get(id)).filter((position) => position !== undefined);
    for (const a of members) for (const b of members) if (a !== b) sets[a]?.add(b);
  }
  return sets.map((set) => [...set]);
}
