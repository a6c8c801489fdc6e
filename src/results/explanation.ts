import type { Explanation, FractionText } from '@cabildo/tally';

/** An explanation as the worker keeps it. */
export interface KeptExplanation extends Explanation {
  /**
   * Whether what would have made it win was looked for to the end: `stopped` where the counts would have taken too long,
   * `none` for winners and for the withdrawn.
   */
  readonly search: 'done' | 'stopped' | 'none';
}

/** Fewer people than this are told together with others or not at all: what they marked beside it is their secret. */
export const fewestTold = 10;

/** What the supporters of one candidate paid for, as far as it may be told. */
export interface SupportersStory {
  /** Their money together at the beginning. */
  readonly start: FractionText;
  /** How many of them paid for which winner, in the order of the rounds. */
  readonly paid: readonly { readonly winner: string; readonly people: number }[];
  /** Winners for which too few of them paid, together; null where there are none. */
  readonly others: { readonly winners: number; readonly people: number } | null;
}

/**
 * Who supports one candidate and paid for another is known from whole ballots only. While those are not public, groups of
 * fewer than ten are merged, and where one small group would be left alone, the smallest of the others joins it; of a
 * candidate that fewer than ten people marked nothing is told.
 * @param open whether the ballots are public, so that nothing is left to keep
 */
export function supportersStory(
  { votes, rounds }: Pick<Explanation, 'votes' | 'rounds'>,
  open: boolean,
): SupportersStory | undefined {
  const [first] = rounds;
  if (!first || (votes < fewestTold && !open)) return undefined;
  const all = rounds
    .map(({ winner, full, part }) => ({ winner, people: full + part }))
    .filter(({ people }) => people > 0);
  if (open) return { start: first.money, paid: all, others: null };
  const hidden = new Set<string>();
  let people = 0;
  for (const one of all.toSorted((a, b) => a.people - b.people)) {
    if (one.people >= fewestTold && (people === 0 || people >= fewestTold)) break;
    hidden.add(one.winner);
    people += one.people;
  }
  const paid = all.filter(({ winner }) => !hidden.has(winner));
  // Still too few when nothing could join them: then not even their number.
  const others = hidden.size > 0 ? { winners: hidden.size, people: people >= fewestTold ? people : 0 } : null;
  return { start: first.money, paid, others };
}

/** What the supporters of a winner had when they paid for it; undefined where that may not be told. */
export function moneyBefore(
  explanation: Pick<Explanation, 'votes' | 'rounds'> | undefined,
  open: boolean,
): FractionText | undefined {
  if (!explanation || (explanation.votes < fewestTold && !open)) return undefined;
  return explanation.rounds.at(-1)?.money;
}
