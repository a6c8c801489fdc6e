import { type AfterContests, afterContests, type CountedContest, canonicalJson } from '@cabildo/tally';
import type { AfterRule } from './blueprint.ts';

/** One contest as it was counted, with its roll, ready for what happens between contests. */
export interface ContestToSettle {
  readonly track: string;
  readonly counted: CountedContest;
  readonly rule: AfterRule | undefined;
}

/** By track, because money of one track never pays for projects of another. */
export type Settlement = Readonly<Record<string, AfterContests>>;

type TrackInput = {
  readonly counted: readonly CountedContest[];
  readonly rule: AfterRule;
  readonly lot: string;
};

/** What a settlement depends on: the same input gives the same bytes. Undefined where no track has such rules. */
export function settlementInput(
  contests: readonly ContestToSettle[],
  lot: string,
): Readonly<Record<string, TrackInput>> | undefined {
  const input: Record<string, TrackInput> = {};
  for (const { track, rule } of contests) {
    if (!rule || input[track]) continue;
    const counted = contests.filter((one) => one.track === track).map((one) => one.counted);
    input[track] = { counted, rule, lot };
  }
  return Object.keys(input).length > 0 ? input : undefined;
}

/** The pure step after the counts: contests under their turnout lose, and freed money goes where the rule says. */
export function settle(input: Readonly<Record<string, TrackInput>>): {
  settlement: Settlement;
  outcome: string;
} {
  const settlement = Object.fromEntries(
    Object.entries(input).map(([track, one]) => [track, settleTrack(one)]),
  );
  return { settlement, outcome: canonicalJson(settlement) };
}

/**
 * Lost money and left money may go different ways, which the library's one pool does not know: whatever returns to the
 * city is left out of the pool, and its step is kept.
 */
function settleTrack({ counted, rule, lot }: TrackInput): AfterContests {
  const floor = rule.turnoutFloorPercent ?? 0;
  const toSecondPlaces = rule.lostMoney === 'second-places';
  const leftToSecondPlaces = rule.leftMoney === 'second-places';
  const common = {
    turnoutFloor: floor > 0 ? { numerator: Math.round(floor * 100), denominator: 10_000 } : null,
    order: rule.order ?? 'votes',
    lot,
  } as const;
  const after = (maxPerContest: number | null, remainders: boolean, contests = counted) =>
    afterContests(contests, { ...common, remainders, maxPerContest });
  const most = rule.mostPerContest ? rule.mostPerContest : null;
  if (toSecondPlaces) return after(most, leftToSecondPlaces);
  const fallen = after(0, false);
  const lost = fallen.steps.filter((step) => step.kind === 'turnout-too-low');
  const winners = fallen.winners;
  if (!leftToSecondPlaces) return { winners, steps: lost, pool: 0, left: 0 };
  const out = new Set(lost.map(({ contest }) => contest));
  const standing = after(
    most,
    true,
    counted.filter(({ contest }) => !out.has(contest.id)),
  );
  const gone = winners.filter(({ contest }) => out.has(contest));
  return { ...standing, winners: [...gone, ...standing.winners], steps: [...lost, ...standing.steps] };
}

/** Winners of a contest in the words of the count, with what happened to it between contests. */
export function settledContest(
  settlement: Settlement | undefined,
  { track, contest, winners }: { track: string; contest: string; winners: readonly string[] },
): { readonly winners: readonly string[]; readonly steps: AfterContests['steps'] } {
  const of = settlement?.[track];
  return {
    winners: of?.winners.find((one) => one.contest === contest)?.winners ?? winners,
    steps: of?.steps.filter((step) => step.contest === contest) ?? [],
  };
}
