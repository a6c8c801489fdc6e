import {
  compareWinners,
  countProfile,
  outcomeMetrics,
  type Profile,
  type Rule,
  readPabulib,
} from '@cabildo/tally';

/** The rules that a reader may try; `published` is the one that the result was counted with. */
export const whatIfRules = [
  'published',
  'greedy',
  'greedy-per-cost',
  'equal-shares-none',
  'equal-shares-utilitarian',
  'equal-shares-add1',
  'equal-shares-add1u',
  'phragmen',
] as const;
export type WhatIfRule = (typeof whatIfRules)[number];

/** Plain data: it travels to the thread that counts. */
export interface WhatIfQuestion {
  readonly rule: WhatIfRule;
  /** Minor units of the city's currency; null: as much as there was. */
  readonly money: number | null;
  /** The rule of the result; its limits and its order of ties hold under every other rule too. */
  readonly published: Rule;
  readonly minorPerUnit: number;
  /** Ids of the winners of the result. */
  readonly winners: readonly string[];
}

export interface WhatIfAnswer {
  /** Names in the order of the ballot. */
  readonly both: readonly string[];
  readonly onlyResult: readonly string[];
  readonly onlyHere: readonly string[];
  /** Ids, in order of selection. */
  readonly winners: readonly string[];
  /** Minor units. */
  readonly money: number;
  readonly result: Figures;
  readonly here: Figures;
}

export interface Figures {
  readonly winners: number;
  /** Minor units. */
  readonly cost: number;
  /** Ballots with at least one mark of which no project won. */
  readonly withoutWinner: number;
}

/** The file of ballots, ready to be counted again and again; undefined where it is not one. */
export function readBallots(file: Uint8Array, minorPerUnit: number): Profile | undefined {
  const read = readPabulib(file, { lenient: false });
  return read.ok ? inMinorUnits(read.file.profile, minorPerUnit) : undefined;
}

/** A file writes amounts as short as it can; a rule that names amounts needs them as the city counted. */
function inMinorUnits(profile: Profile, minorPerUnit: number): Profile {
  const { contest } = profile;
  const times = minorPerUnit / contest.minorPerUnit;
  const { ballot } = contest;
  return {
    ...profile,
    contest: {
      ...contest,
      minorPerUnit,
      budget: contest.budget * times,
      ballot: { ...ballot, ...(ballot.maxCost !== undefined && { maxCost: ballot.maxCost * times }) },
      candidates: contest.candidates.map((one) => ({ ...one, cost: one.cost * times })),
    },
  };
}

/** Counts the ballots under another rule or another amount, and compares with the result. Nothing is changed by it. */
export function whatIf(profile: Profile, question: WhatIfQuestion): WhatIfAnswer {
  const { contest } = profile;
  const money = question.money ?? contest.budget;
  const asked = { ...profile, contest: { ...contest, budget: money } };
  const { winners, cost } = countProfile(asked, ruleFor(question));
  const compared = compareWinners(profile, question.winners, winners);
  const names = (ids: readonly string[]) =>
    ids.map((id) => contest.candidates.find((one) => one.id === id)?.name ?? id);
  const costOf = (ids: readonly string[]) =>
    contest.candidates.reduce((sum, one) => (ids.includes(one.id) ? sum + one.cost : sum), 0);
  const figures = (ids: readonly string[], spent: number): Figures => ({
    winners: ids.length,
    cost: spent,
    withoutWinner: outcomeMetrics(profile, ids).withoutWinner,
  });
  return {
    both: names(compared.both),
    onlyResult: names(compared.onlyFirst),
    onlyHere: names(compared.onlySecond),
    winners,
    money,
    result: figures(question.winners, costOf(question.winners)),
    here: figures(winners, cost),
  };
}

function ruleFor({ rule, published, minorPerUnit }: WhatIfQuestion): Rule {
  const { limits, ties } = published;
  const greedy = { name: 'greedy', score: 'votes', whenFull: 'skip', overspend: 0, limits, ties } as const;
  const add = { step: minorPerUnit, earlyStop: false, integralStart: false };
  const shares = {
    name: 'equal-shares',
    score: 'votes',
    timesCost: true,
    voters: 'valid',
    comparison: null,
    limits,
    ties,
  } as const;
  switch (rule) {
    case 'published':
      return published;
    case 'greedy':
      return { ...greedy, per: 'candidate' };
    case 'greedy-per-cost':
      return { ...greedy, per: 'cost' };
    case 'equal-shares-none':
      return { ...shares, completion: { kind: 'none' } };
    case 'equal-shares-utilitarian':
      return { ...shares, completion: { kind: 'utilitarian', per: 'candidate' } };
    case 'equal-shares-add1':
      return { ...shares, completion: { kind: 'add1', ...add } };
    case 'equal-shares-add1u':
      return { ...shares, completion: { kind: 'add1u', ...add, per: 'candidate' } };
    case 'phragmen':
      return { name: 'phragmen', whenFull: 'skip', limits, ties };
  }
}
