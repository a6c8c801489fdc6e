/**
 * What happens between contests when all are counted: a contest with too little turnout loses its projects, and freed
 * money and remainders go to second places. Pure steps after the count, each with its reason; no result is changed,
 * a new one stands beside it.
 *
 * Sources: the published rules of Cancún (zones under 1 % turnout lose their project; the money goes to second places
 * elsewhere) and San Pedro Garza García (remainders of sectors). Every choice they leave open is a parameter.
 */
import { type Candidate, type Contest, ElectionError } from './election.ts';
import { compareProducts } from './exact.ts';
import { drawLots } from './lots.ts';
import type { CountResult, LossReason } from './result.ts';

export interface CountedContest {
  readonly contest: Contest;
  readonly result: CountResult;
  /** How many may vote in it: the roll. */
  readonly roll: number;
}

export interface AfterContestsRule {
  /** The least turnout, cast / roll ≥ numerator / denominator; null: no floor. */
  readonly turnoutFloor: { readonly numerator: number; readonly denominator: number } | null;
  /** Whether money that a count left over goes into the pool too, beside that of contests under the floor. */
  readonly remainders: boolean;
  /** Order in which second places are taken: by votes, or by votes / valid ballots of their contest; ties by lot. */
  readonly order: 'votes' | 'vote-share';
  /** How many second places a contest may get at most; null: no limit. */
  readonly maxPerContest: number | null;
  /** Seed of the lots (lots.ts); the lot of a candidate is drawn for the text `contest/candidate`. */
  readonly lot: string;
}

export type AfterStep =
  | {
      readonly kind: 'turnout-too-low';
      readonly contest: string;
      readonly cast: number;
      readonly roll: number;
      readonly lost: readonly string[];
      readonly freed: number;
    }
  | { readonly kind: 'remainder'; readonly contest: string; readonly freed: number }
  | {
      readonly kind: 'second-place';
      readonly contest: string;
      readonly candidate: string;
      readonly votes: number;
      readonly cost: number;
      readonly left: number;
      readonly taken: boolean;
      readonly why?: 'does-not-fit' | 'contest-has-enough';
    };

export interface AfterContests {
  /** Winners of each contest after the steps, in order of selection. */
  readonly winners: readonly { readonly contest: string; readonly winners: readonly string[] }[];
  readonly steps: readonly AfterStep[];
  /** Minor units that went into the pool, and what is left of it. */
  readonly pool: number;
  readonly left: number;
}

/** Losses that no money can mend. */
const FINAL: readonly LossReason['code'][] = [
  'withdrawn',
  'over-cost-cap',
  'below-threshold',
  'not-eligible',
  'excluded',
  'no-support',
];

/** @throws ElectionError when contests differ in currency, two have the same id, or a parameter makes no sense */
export function afterContests(counted: readonly CountedContest[], rule: AfterContestsRule): AfterContests {
  check(counted, rule);
  const steps: AfterStep[] = [];
  const winners = new Map(counted.map(({ contest, result }) => [contest.id, [...result.winners]]));
  const standing: CountedContest[] = [];
  for (const one of counted) {
    const { contest, result, roll } = one;
    const { cast } = result.turnout;
    const floor = rule.turnoutFloor;
    if (floor !== null && compareProducts(cast, floor.denominator, floor.numerator, roll) < 0) {
      steps.push({
        kind: 'turnout-too-low',
        contest: contest.id,
        cast,
        roll,
        lost: result.winners,
        freed: contest.budget,
      });
      winners.set(contest.id, []);
      continue;
    }
    standing.push(one);
    const remainder = Math.max(0, contest.budget - result.cost);
    if (rule.remainders && remainder > 0)
      steps.push({ kind: 'remainder', contest: contest.id, freed: remainder });
  }
  const pool = steps.reduce((sum, step) => sum + (step.kind === 'second-place' ? 0 : step.freed), 0);
  let left = pool;
  const given = new Map<string, number>();
  for (const { contest, candidate, votes } of secondPlaces(standing, rule)) {
    const had = given.get(contest.id) ?? 0;
    if (rivalWon(contest, candidate.id, winners.get(contest.id) ?? [])) continue;
    const enough = rule.maxPerContest !== null && had >= rule.maxPerContest;
    const why = enough ? 'contest-has-enough' : candidate.cost > left ? 'does-not-fit' : undefined;
    const { id, cost } = candidate;
    steps.push({
      kind: 'second-place',
      contest: contest.id,
      candidate: id,
      votes,
      cost,
      left,
      taken: why === undefined,
      ...(why && { why }),
    });
    if (why !== undefined) continue;
    left -= cost;
    given.set(contest.id, had + 1);
    winners.get(contest.id)?.push(id);
  }
  return { winners: [...winners].map(([contest, won]) => ({ contest, winners: won })), steps, pool, left };
}

function check(counted: readonly CountedContest[], { turnoutFloor, maxPerContest }: AfterContestsRule): void {
  const first = counted[0]?.contest;
  const ids = new Set<string>();
  for (const { contest, result, roll } of counted) {
    const same = contest.currency === first?.currency && contest.minorPerUnit === first?.minorPerUnit;
    if (!same) throw new ElectionError(`contest ${contest.id}`, 'is in another currency');
    if (ids.has(contest.id)) throw new ElectionError(`contest ${contest.id}`, 'appears twice');
    ids.add(contest.id);
    if (result.contest !== contest.id)
      throw new ElectionError(`contest ${contest.id}`, 'has the result of another');
    if (!Number.isSafeInteger(roll) || roll < 0)
      throw new ElectionError(`contest ${contest.id}`, 'the roll is not a whole number');
  }
  if (turnoutFloor !== null && (turnoutFloor.denominator < 1 || turnoutFloor.numerator < 0)) {
    throw new ElectionError('rule.turnoutFloor', 'is not a fraction');
  }
  if (maxPerContest !== null && maxPerContest < 0)
    throw new ElectionError('rule.maxPerContest', 'is below 0');
}

interface SecondPlace {
  readonly contest: Contest;
  readonly candidate: Candidate;
  readonly votes: number;
  readonly valid: number;
}

/** Losers that money could still make win, over all contests, in the order of the rule. */
function secondPlaces(counted: readonly CountedContest[], { order, lot }: AfterContestsRule): SecondPlace[] {
  const places = counted.flatMap(({ contest, result }) =>
    result.candidates.flatMap((outcome, position): SecondPlace[] => {
      const lost = outcome.place === null && !outcome.reasons.some((reason) => FINAL.includes(reason.code));
      const { votes } = outcome;
      return lost && votes > 0
        ? [{ contest, candidate: contest.candidates[position]!, votes, valid: result.turnout.valid }]
        : [];
    }),
  );
  const name = ({ contest, candidate }: SecondPlace) => `${contest.id}/${candidate.id}`;
  const lots = new Map(drawLots(lot, places.map(name)).map((text, at) => [text, at]));
  const byLot = (a: SecondPlace, b: SecondPlace) => (lots.get(name(a)) ?? 0) - (lots.get(name(b)) ?? 0);
  const byVotes = (a: SecondPlace, b: SecondPlace) =>
    order === 'votes' ? b.votes - a.votes : compareProducts(b.votes, a.valid, a.votes, b.valid);
  return places.sort((a, b) => byVotes(a, b) || byLot(a, b));
}

function rivalWon(contest: Contest, id: string, winners: readonly string[]): boolean {
  return (contest.exclusions ?? []).some(
    (group) => group.includes(id) && group.some((other) => winners.includes(other)),
  );
}
