/** The count: an election and a rule in, a complete result out. No clock, no chance: same input, same bytes. */
import { countBos } from './bos.ts';
import type { Election } from './election.ts';
import { countEqualShares } from './equal-shares/equal-shares.ts';
import { countGreedy } from './greedy.ts';
import { inputHash } from './input-hash.ts';
import { countPhragmen } from './phragmen.ts';
import { type Profile, tabulate } from './profile.ts';
import type { CandidateOutcome, CountResult, RuleOutcome } from './result.ts';
import type { Rule } from './rule.ts';

/**
 * Counts an election.
 * @throws ElectionError when contest, totals or rule are not well formed; single bad ballots are void, not an error
 */
export function count(election: Election, rule: Rule): CountResult {
  return countProfile(tabulate(election), rule);
}

/** The same from packed ballots, as a Pabulib file gives them. */
export function countProfile(profile: Profile, rule: Rule): CountResult {
  return describeOutcome(profile, rule, runRule(profile, rule));
}

/** The rule alone, without hash and description: for benchmarks and for counting again under many rules. */
export function runRule(profile: Profile, rule: Rule): RuleOutcome {
  switch (rule.name) {
    case 'greedy':
      return countGreedy(profile, rule);
    case 'equal-shares':
      return countEqualShares(profile, rule);
    case 'bos':
      return countBos(profile, rule);
    case 'phragmen':
      return countPhragmen(profile, rule);
  }
}

/** The outcome of a rule as a publishable result. */
export function describeOutcome(profile: Profile, rule: Rule, outcome: RuleOutcome): CountResult {
  const { contest, turnout } = profile;
  const { steps, reasons } = outcome.describe();
  const place = new Map(outcome.winners.map((position, at) => [position, at + 1]));
  const candidates = contest.candidates.map(
    (candidate, position): CandidateOutcome => ({
      candidate: candidate.id,
      votes: outcome.votes[position]!,
      score: outcome.scores[position]!,
      cost: candidate.cost,
      place: place.get(position) ?? null,
      reasons: reasons[position]!,
    }),
  );
  const winners = outcome.winners.map((position) => contest.candidates[position]!);
  return {
    format: 'cabildo-count/1',
    contest: contest.id,
    inputHash: inputHash(profile, rule),
    rule,
    turnout,
    budget: contest.budget,
    cost: winners.reduce((sum, winner) => sum + winner.cost, 0),
    winners: winners.map((winner) => winner.id),
    steps,
    candidates,
  };
}
