/**
 * Why did this one win or lose, and what would have made it win? Counted again, not estimated.
 */
import { runRule } from './count.ts';
import { type StoryRound, storyOf } from './equal-shares/story.ts';
import { type Profile, ProfileBuilder } from './profile.ts';
import type { CountResult, LossReason, PaymentStep } from './result.ts';
import type { Rule } from './rule.ts';

export interface Explanation {
  readonly candidate: string;
  readonly votes: number;
  readonly score: number;
  readonly cost: number;
  readonly place: number | null;
  readonly reasons: readonly LossReason[];
  /** The round in which its supporters paid for it; null when they did not, or the rule has no payments. */
  readonly paid: PaymentStep | null;
  /** The rounds as its supporters lived them: their money, its strength, what they paid for. Empty without payments. */
  readonly rounds: readonly StoryRound[];
  /** null for winners. */
  readonly wouldHaveWon: WouldHaveWon | null;
}

export interface WouldHaveWon {
  /** A cut of the cost, in minor units, with which it wins while it loses with one minor unit less; null: none helps. */
  readonly costCut: number | null;
  /** Ballots for it alone, added to the others, with which it wins while it loses with one less; null: none found. */
  readonly extraVotes: number | null;
}

/** null when there is no such candidate. Counts some sixty times for one that lost. */
export function explain(profile: Profile, rule: Rule, result: CountResult, id: string): Explanation | null {
  const explained = explainOutcome(profile, rule, result, id);
  if (explained === null) return null;
  const position = profile.contest.candidates.findIndex((candidate) => candidate.id === id);
  const wouldHaveWon = explained.place === null ? whatWouldHaveWon(profile, rule, position) : null;
  return { ...explained, wouldHaveWon };
}

/** What happened, without what would have had to be otherwise: counts once. null when there is no such candidate. */
export function explainOutcome(
  profile: Profile,
  rule: Rule,
  result: CountResult,
  id: string,
): Omit<Explanation, 'wouldHaveWon'> | null {
  const position = profile.contest.candidates.findIndex((candidate) => candidate.id === id);
  const outcome = result.candidates[position];
  if (outcome === undefined) return null;
  const { candidate, votes, score, cost, place, reasons } = outcome;
  const paid =
    result.steps.find((step): step is PaymentStep => step.kind === 'payment' && step.candidate === id) ??
    null;
  const rounds = rule.name === 'equal-shares' ? storyOf(profile, rule, position) : [];
  return { candidate, votes, score, cost, place, reasons, paid, rounds };
}

/**
 * The smallest changes that make a losing candidate win, found by halving and counting each time. Greedy rules are
 * monotone, so these are the smallest; under Equal Shares a smaller one may exist somewhere below.
 */
export function whatWouldHaveWon(profile: Profile, rule: Rule, position: number): WouldHaveWon {
  const search = searchWouldHaveWon(profile, rule, position);
  for (;;) {
    const step = search.next();
    if (step.done) return step.value;
  }
}

/** The same, resting after every count: a caller with other work does it there, or gives up. */
export function* searchWouldHaveWon(
  profile: Profile,
  rule: Rule,
  position: number,
): Generator<undefined, WouldHaveWon> {
  const cost = profile.contest.candidates[position]!.cost;
  const wins = (changed: Profile) => runRule(changed, rule).winners.includes(position);
  // A gift is no answer: it still costs something.
  const costCut = yield* leastThat((cut) => wins(withCost(profile, position, cost - cut)), cost - 1);
  const most = Math.max(1, profile.turnout.cast);
  const extraVotes = yield* leastThat((more) => wins(withBallots(profile, position, more)), most);
  return { costCut, extraVotes };
}

/** The least number from 1 to `most` that passes, when passing is monotone: doubling, then halving. */
function* leastThat(passes: (n: number) => boolean, most: number): Generator<undefined, number | null> {
  let low = 0;
  let high = 1;
  while (high < most && !passes(high)) {
    yield;
    low = high;
    high *= 2;
  }
  if (high >= most) {
    high = most;
    if (most < 1 || !passes(most)) return null;
  }
  while (high - low > 1) {
    yield;
    const middle = Math.floor((low + high) / 2);
    if (passes(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function withCost(profile: Profile, position: number, cost: number): Profile {
  const { contest } = profile;
  const candidates = contest.candidates.map((candidate, at) =>
    at === position ? { ...candidate, cost } : candidate,
  );
  return { ...profile, contest: { ...contest, candidates } };
}

/** Adds ballots that mark only this candidate, with the most points one mark may carry. */
function withBallots(profile: Profile, position: number, more: number): Profile {
  const { contest, turnout } = profile;
  const points =
    profile.points === null ? null : [contest.ballot.maxPoints ?? contest.ballot.maxSumPoints ?? 1];
  const builder = new ProfileBuilder(contest);
  for (let ballot = 0; ballot < profile.ballots; ballot++) {
    const [from, to] = [profile.offsets[ballot]!, profile.offsets[ballot + 1]!];
    builder.addValid(
      profile.marks.subarray(from, to),
      profile.points?.subarray(from, to) ?? null,
      to - from,
      0,
    );
  }
  for (let i = 0; i < more; i++) builder.addValid([position], points, 1, 0);
  const grown = builder.build(profile.totals);
  return { ...grown, turnout: { ...turnout, cast: turnout.cast + more, valid: turnout.valid + more } };
}
