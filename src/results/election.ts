import type { Election, GreedyRule } from '@cabildo/tally';
import type { BallotToCount, Candidate, Contest } from '../voting/voting-queries.ts';
import { type CountingRule, countingRule } from './blueprint.ts';

/** Everything that a count depends on, in the words of the counting library: the same input gives the same bytes. */
export interface CountInput {
  readonly election: Election;
  readonly rule: GreedyRule;
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
    rule: greedyRule(countingRule.parse(contest.rule), seed),
  };
}

function greedyRule(rule: CountingRule, seed: string): GreedyRule {
  return {
    name: 'greedy',
    score: 'votes',
    per: 'candidate',
    whenFull: rule.onMisfit,
    overspend: 0,
    limits: {
      threshold: rule.threshold > 0 ? { of: 'votes', atLeast: rule.threshold } : null,
      eligibility: null,
      costCap: rule.costCap > 0 ? rule.costCap : null,
      maxWinners: rule.slots > 0 ? rule.slots : null,
    },
    ties: [{ lot: seed }],
  };
}
