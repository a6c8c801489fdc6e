/** Small elections that tests tell stories with. */
import type { Ballot, BallotRules, Candidate, Contest, Election } from './election.ts';
import type { GreedyRule } from './rule.ts';
import { NO_LIMITS } from './rule.ts';

const APPROVAL: BallotRules = { type: 'approval', badMarks: 'void' };

/** `costs`: id → cost. Marks are given as one text with blanks between ids. */
export function approvalElection(
  budget: number,
  costs: readonly (readonly [string, number])[],
  marks: readonly string[],
  more: Partial<Contest> = {},
): Election {
  const candidates: Candidate[] = costs.map(([id, cost]) => ({ id, cost }));
  const contest: Contest = { id: 'park', budget, minorPerUnit: 1, ballot: APPROVAL, candidates, ...more };
  return { contest, ballots: marks.map(ballotOf) };
}

function ballotOf(marks: string): Ballot {
  return { marks: marks.split(' ').filter((id) => id !== '') };
}

export const BY_VOTES: GreedyRule = {
  name: 'greedy',
  score: 'votes',
  per: 'candidate',
  whenFull: 'skip',
  overspend: 0,
  limits: NO_LIMITS,
  ties: ['id'],
};
