import {
  type Ballot,
  classifyBallot,
  drawLots,
  type Election,
  indexCandidates,
  pabulibDocument,
  type Rule,
  tabulate,
  transcribe,
  writePabulib,
} from '@cabildo/tally';
import type { CountInput } from './election.ts';

export interface FileFacts {
  readonly description: string;
  /** ISO 3166-1 alpha-2, or '' where the city's language names none. */
  readonly country: string;
  readonly city: string;
  readonly cycle: string;
  /** Ids of those that won after everything. */
  readonly winners: readonly string[];
  /** From which the order is drawn. */
  readonly seed: string;
}

export interface BallotsFile {
  readonly text: string;
  readonly ballots: number;
  /** Payers by place in the file; undefined for rules without payments. */
  readonly transcript: string | undefined;
}

/**
 * The ballots of a count as a Pabulib file. Neither the hour nor the channel of a vote is in it: ballots are put in order
 * by what they say and then drawn in an order that follows from the seed alone. Void ones stand as blank, because their
 * marks do not count and their number does.
 */
export function ballotsFile({ election, rule }: CountInput, facts: FileFacts): BallotsFile {
  const marks = countedMarks(election).sort();
  const order = drawLots(
    facts.seed,
    marks.map((_, at) => String(at)),
  );
  const ballots: Ballot[] = order.map((at) => ({ marks: split(marks[Number(at)] ?? '') }));
  const { totals: _, ...given } = election;
  const filed: Election = { ...given, ballots };
  const document = pabulibDocument(filed, {
    description: facts.description,
    country: facts.country,
    unit: facts.city,
    instance: facts.cycle,
    rule: ruleInPabulib(rule),
    winners: facts.winners,
    more: rule.limits.threshold
      ? [['min_project_score_threshold', String(rule.limits.threshold.atLeast)]]
      : [],
  });
  const transcript =
    rule.name === 'equal-shares' ? JSON.stringify(transcribe(tabulate(filed), rule, 'auditor')) : undefined;
  return { text: writePabulib(document), ballots: ballots.length, transcript };
}

/** How many ballots nobody else filled in the same way: whoever cast one could be made to prove how she voted. */
export function aloneAmong(election: Election): number {
  const seen = new Map<string, number>();
  for (const marks of countedMarks(election)) seen.set(marks, (seen.get(marks) ?? 0) + 1);
  return [...seen].filter(([marks, times]) => marks !== '' && times === 1).length;
}

/** How many single ballots a count had, void ones among them. */
export function ballotsIn(election: Election): number {
  return countedMarks(election).length;
}

/** What counts on each ballot, as a list: nothing on a blank or a void one, no mark for a withdrawn candidate. */
function countedMarks({ contest, ballots, totals = [] }: Election): string[] {
  if (totals.some(({ valid }) => valid > 0))
    throw new Error('ballots known as totals only cannot be published');
  const index = indexCandidates(contest);
  const marks = ballots.map((ballot) => {
    const judged = classifyBallot(ballot, contest, index);
    if (judged.kind !== 'valid') return '';
    // In the order of the list on the ballot, not in that of the hand.
    const chosen = [...judged.marks].sort((a, b) => a - b);
    return chosen.map((place) => contest.candidates[place]?.id).join(',');
  });
  const unseen = totals.reduce((sum, total) => sum + total.void + total.blank, 0);
  return [...marks, ...Array<string>(unseen).fill('')];
}

function split(marks: string): string[] {
  return marks === '' ? [] : marks.split(',');
}

/** The names that Pabulib knows; others are said as they are. */
function ruleInPabulib(rule: Rule): string {
  if (rule.name === 'greedy') {
    if (rule.limits.threshold) return 'greedy-threshold';
    return rule.whenFull === 'stop' ? 'greedy-no-skip' : 'greedy';
  }
  if (rule.name !== 'equal-shares') return rule.name;
  return rule.completion.kind === 'none' ? 'equalshares' : `equalshares/${rule.completion.kind}`;
}
