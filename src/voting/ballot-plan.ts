import { type BallotType, type ListOrder, listVersion, orderOfFolios, plaintextBytes } from './ballot.ts';
import type { VotingBlueprint } from './blueprint.ts';

/** What goes in: feasible proposals, the money of each district and track, and the blueprint's rules by track. */
export interface PlanInput {
  readonly proposals: readonly FeasibleProposal[];
  readonly purses: readonly Purse[];
  readonly tracks: readonly { readonly code: string; readonly name: string }[];
  readonly ballots: VotingBlueprint['ballots'];
  readonly ruleOf: (track: string) => Readonly<Record<string, unknown>> | undefined;
  readonly order: ListOrder;
}

export interface FeasibleProposal {
  readonly proposalId: number;
  readonly folio: string;
  readonly title: string;
  readonly idea: string;
  readonly districtId: number;
  readonly track: string;
  readonly cost: number;
  readonly departmentId: number | null;
  /** Proposals that were joined into this one. */
  readonly joined: readonly { readonly proposalId: number; readonly folio: string }[];
}

export interface Purse {
  readonly districtId: number;
  readonly districtCode: string;
  readonly districtName: string;
  readonly track: string;
  readonly amount: number;
  /** Whose ballot it is. */
  readonly zoneIds: readonly number[];
}

export interface PlannedContest {
  readonly purse: Purse;
  readonly title: string;
  readonly ballot: BallotType;
  readonly rule: Readonly<Record<string, unknown>>;
  readonly listVersion: string;
  readonly candidates: readonly (FeasibleProposal & { readonly number: number })[];
}

export interface BallotPlan {
  readonly contests: readonly PlannedContest[];
  readonly plaintextBytes: number;
  /** Feasible, but their district has no money for their track: no contest takes them. */
  readonly leftOut: readonly FeasibleProposal[];
  /** On the ballot, though one alone costs more than the whole purse: nobody can win with it. */
  readonly tooDear: readonly FeasibleProposal[];
  /** Paths of the blueprint that the city has yet to fill in before the ballot can be frozen. */
  readonly unknown: readonly string[];
}

/** Makes a ballot out of feasible proposals: a contest for each purse that has any, candidates numbered from 1. */
export function planBallot({ proposals, purses, tracks, ballots, ruleOf, order }: PlanInput): BallotPlan {
  const contests: PlannedContest[] = [];
  const unknown = new Set<string>();
  const placed = new Set<number>();
  for (const purse of purses) {
    const here = proposals.filter(
      (one) => one.districtId === purse.districtId && one.track === purse.track && purse.amount > 0,
    );
    if (here.length === 0) continue;
    for (const one of here) placed.add(one.proposalId);
    const ballot = knownBallot(ballots[purse.track]);
    const rule = ruleOf(purse.track);
    if (!ballot) unknown.add(`voting.ballots.${purse.track}`);
    if (!rule) unknown.add(`counting.rules.${purse.track}`);
    if (!ballot || !rule) continue;
    contests.push(planContest(purse, here, { ballot, rule, order, title: titleOf(purse, tracks) }));
  }
  return {
    contests,
    plaintextBytes: plaintextBytes(Math.max(0, ...contests.map(({ candidates }) => candidates.length))),
    leftOut: proposals.filter(({ proposalId }) => !placed.has(proposalId)),
    tooDear: contests.flatMap(({ purse, candidates }) =>
      candidates.filter(({ cost }) => cost > purse.amount),
    ),
    unknown: [...unknown],
  };
}

function knownBallot(ballot: VotingBlueprint['ballots'][string] | undefined): BallotType | undefined {
  if (ballot?.type !== 'marks') return ballot;
  return ballot.maximum === null ? undefined : { type: 'marks', maximum: ballot.maximum };
}

interface ContestTerms {
  readonly title: string;
  readonly ballot: BallotType;
  readonly rule: PlannedContest['rule'];
  readonly order: ListOrder;
}

function planContest(
  purse: Purse,
  proposals: readonly FeasibleProposal[],
  { title, ballot, rule, order }: ContestTerms,
): PlannedContest {
  const byFolio = new Map(proposals.map((one) => [one.folio, one]));
  const candidates = orderOfFolios([...byFolio.keys()], order).map((folio, index) => ({
    ...(byFolio.get(folio) as FeasibleProposal),
    number: index + 1,
  }));
  const version = listVersion({
    contest: { district: purse.districtCode, track: purse.track, money: purse.amount },
    ballot,
    candidates: candidates.map((one) => ({
      number: one.number,
      title: one.title,
      cost: one.cost,
      folios: [one.folio, ...one.joined.map(({ folio }) => folio)].sort(),
    })),
  });
  return { purse, title, ballot, rule, listVersion: version, candidates };
}

/** The district's name, with the track's where a blueprint has several. */
function titleOf(purse: Purse, tracks: PlanInput['tracks']): string {
  const track = tracks.find(({ code }) => code === purse.track);
  return track && tracks.length > 1 ? `${purse.districtName} · ${track.name}` : purse.districtName;
}
