import type { Cycle, PhaseView } from '../../cycle/cycle-queries.ts';
import type { PageRequest } from '../../platform/http/page.ts';
import type { BallotRule } from '../ballot.ts';
import type { CastRefusal } from '../cast-vote.ts';
import { type Voter, type VoterBallot, voterOf } from '../voter-queries.ts';
import { votingOf } from '../voting-phase.ts';
import {
  type BallotKey,
  ballotKeyOf,
  type Candidate,
  type Contest,
  candidatesOf,
  contestById,
} from '../voting-queries.ts';

/** All that the pages of one ballot show. */
export interface BallotData {
  readonly cycle: Cycle;
  readonly phase: PhaseView | undefined;
  readonly contest: Contest;
  readonly candidates: readonly Candidate[];
  readonly key: BallotKey | undefined;
  /** Undefined for visitors and for whoever is not on the roll. */
  readonly voter: Voter | undefined;
  /** Her standing on this ballot; undefined where it is not one of hers. */
  readonly mine: VoterBallot | undefined;
  readonly signedIn: boolean;
}

export async function loadBallot(request: PageRequest, contestId: number): Promise<BallotData | undefined> {
  const { tx, city, viewer, now } = request;
  const contest = await contestById(tx, city.id, contestId);
  const voting = contest && (await votingOf(tx, city.id, contest.cycleId, now));
  if (!voting || voting.cycle.state === 'draft') return undefined;
  const voter =
    viewer.personId === null ? undefined : await voterOf(tx, city.id, contest.cycleId, viewer.personId);
  return {
    ...voting,
    contest,
    candidates: await candidatesOf(tx, city.id, contestId),
    key: await ballotKeyOf(tx, city.id, contest.cycleId),
    voter,
    mine: voter?.ballots.find((ballot) => ballot.contestId === contestId),
    signedIn: viewer.personId !== null,
  };
}

/** Why this person cannot vote on this ballot now, or null. The database says it again when she casts. */
export function obstacleTo(data: BallotData): CastRefusal | null {
  if (!data.key) return 'not-ready';
  if (data.phase?.state !== 'open') return 'closed';
  if (!data.voter) return 'not-on-roll';
  if (data.voter.checkedInAt) return 'checked-in';
  if (!data.voter.webAllowed) return 'booth-only';
  if (!data.mine) return 'wrong-contest';
  if (data.mine.receipt && !data.cycle.blueprint.voting.changeable) return 'final';
  return null;
}

export function ruleOf({
  contest,
  candidates,
}: BallotData): BallotRule & { readonly withdrawn: ReadonlySet<number> } {
  return {
    ballot: contest.ballot,
    money: contest.money,
    costs: new Map(candidates.map(({ number, cost }) => [number, cost])),
    withdrawn: new Set(candidates.filter(({ withdrawn }) => withdrawn !== null).map(({ number }) => number)),
  };
}
