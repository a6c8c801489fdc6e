import type { Completion, Election, Rule, TieStep } from '@cabildo/tally';
import { never } from '../platform/result.ts';
import type { BallotToCount, Candidate, Contest } from '../voting/voting-queries.ts';
import { type AfterRule, afterRule, type CountingRule, countingRule } from './blueprint.ts';

/** Everything that a count depends on, in the words of the counting library: the same input gives the same bytes. */
export interface CountInput {
  readonly election: Election;
  readonly rule: Rule;
}

/**
 * A contest with its opened ballots as an election. A candidate is named by its number on the ballot. Papers that a
 * person found void (torn, scrawled over) reach the count as a number, because their marks do not show why.
 *
 * @param currency ISO 4217
 * @param seed     of the lots; recorded before the ballots were opened
 */
export function countInput(
  contest: Contest,
  candidates: readonly Candidate[],
  ballots: readonly BallotToCount[],
  { currency, minorPerUnit, seed }: { currency: string; minorPerUnit: number; seed: string },
): CountInput {
  const voidOnes = ballots.filter((ballot) => ballot.validity === 'void').length;
  const rules = contest.ballot;
  return {
    election: {
      contest: {
        id: `${contest.cycleId}/${contest.id}`,
        budget: contest.money,
        currency,
        minorPerUnit,
        ballot:
          rules.type === 'marks'
            ? { type: 'approval', maxMarks: rules.maximum, badMarks: 'void' }
            : { type: 'knapsack', maxCost: contest.money, badMarks: 'void' },
        candidates: candidates.map((candidate) => ({
          id: String(candidate.number),
          name: candidate.title,
          cost: candidate.cost,
          ...(candidate.withdrawn !== null && { withdrawn: true }),
        })),
      },
      ballots: ballots
        .filter((ballot) => ballot.validity !== 'void')
        .map((ballot) => ({ marks: ballot.marks.map(String) })),
      totals: voidOnes > 0 ? [{ source: 'void', valid: 0, blank: 0, void: voidOnes, votes: [] }] : [],
    },
    rule: ruleOf(frozenRule(contest).rule, { seed, money: contest.money, minorPerUnit }),
  };
}

/** The rules that were frozen with the ballot: the contest's own, and what happens between contests. */
export function frozenRule(contest: Pick<Contest, 'rule'>): {
  rule: CountingRule;
  after: AfterRule | undefined;
} {
  const { after, ...rule } = contest.rule;
  return {
    rule: countingRule.parse(rule),
    after: after === undefined ? undefined : afterRule.parse(after),
  };
}

interface Terms {
  readonly seed: string;
  /** Minor units. */
  readonly money: number;
  readonly minorPerUnit: number;
}

/** The blueprint's words for a rule as the counting library has them. */
export function ruleOf(rule: CountingRule, terms: Terms): Rule {
  const common = { limits: limitsOf(rule), ties: tiesOf(rule, terms.seed) };
  switch (rule.rule) {
    case 'greedy': {
      const per = rule.order === 'votes-per-cost' ? 'cost' : 'candidate';
      // Whole numbers only: 5 % of some trillions of centavos is more than a double holds exactly.
      const overspend = Number((BigInt(terms.money) * BigInt(rule.overspendPercent ?? 0)) / 100n);
      return { name: 'greedy', score: 'votes', per, whenFull: rule.onMisfit, overspend, ...common };
    }
    case 'equal-shares': {
      const comparison = rule.comparison === 'none' ? null : rule.comparison;
      const completion = completionOf(rule.completion, terms.minorPerUnit);
      return { name: 'equal-shares', ...sharesOf(rule), completion, comparison, ...common };
    }
    case 'phragmen':
      return { name: 'phragmen', whenFull: rule.onMisfit, ...common };
    case 'bos':
      // 2⁻⁶⁴ of a minor unit: tally/src/bos.ts says why and what is rounded.
      return { name: 'bos', ...sharesOf(rule), precision: 64, ...common };
    default:
      return never(rule);
  }
}

function sharesOf({ utility, voters }: { utility: 'cost' | 'votes'; voters: 'valid' | 'cast' }) {
  return { score: 'votes', timesCost: utility === 'cost', voters } as const;
}

function completionOf(
  completion: Extract<CountingRule, { rule: 'equal-shares' }>['completion'],
  step: number,
): Completion {
  const add = { step, earlyStop: false, integralStart: false } as const;
  switch (completion) {
    case 'none':
      return { kind: 'none' };
    case 'utilitarian':
      return { kind: 'utilitarian', per: 'candidate' };
    case 'add1':
      return { kind: 'add1', ...add };
    case 'add1-utilitarian':
      return { kind: 'add1u', ...add, per: 'candidate' };
    default:
      return never(completion);
  }
}

function limitsOf({ threshold, slots, costCap }: CountingRule): Rule['limits'] {
  return {
    threshold: threshold > 0 ? { of: 'votes', atLeast: threshold } : null,
    eligibility: null,
    costCap: costCap > 0 ? costCap : null,
    maxWinners: slots > 0 ? slots : null,
  };
}

function tiesOf({ ties }: CountingRule, seed: string): readonly TieStep[] {
  if (ties === 'cheapest-lot') return ['cheapest', { lot: seed }];
  if (ties === 'most-votes-lot') return ['most-votes', { lot: seed }];
  return [{ lot: seed }];
}
