import type { Tx } from '../platform/db/database.ts';
import type { Result } from '../platform/result.ts';
import { openBallots } from '../voting/open-ballots.ts';
import {
  afterVoting,
  anElection,
  aVote,
  type Election,
  type ElectionWish,
} from '../voting/voting.fixtures.ts';
import { contestsOf } from '../voting/voting-queries.ts';
import { countContests } from './count-contests.ts';
import { lastRuns, publishResults } from './publish-results.ts';
import { recordTieSeed } from './record-tie-seed.ts';

export interface CountWish extends ElectionWish {
  /** Marks of each voter of Sector Norte (costs of its candidates: 180, 95, 60, 120 and 25 of 300 millions). */
  readonly votes?: readonly (readonly number[])[];
  readonly seed?: string;
}

const northern = ['los-nogales', 'san-isidro', 'valle-alto'];

/** The story's election with its votes cast and its tie seed recorded; still sealed. */
export async function aVotedElection(tx: Tx, cityId: number, wish: CountWish = {}): Promise<Election> {
  const { votes = [[1, 3], [1], [2, 3], [3, 5], [1, 5], []], seed = 'Melate 4021: 03 11 27 31 44 52' } = wish;
  const election = await anElection(tx, cityId, { ...wish, people: votes.length * 2 + 6 });
  const zones = Object.keys(election.zones);
  const voters = election.voters.filter((_, index) =>
    northern.includes(zones[index % zones.length] as string),
  );
  for (const [index, marks] of votes.entries()) {
    const personId = voters[index] as number;
    await aVote(tx, cityId, { personId, contestId: election.norte.id, marks, now: election.now });
  }
  const act = { cityId, cycleId: election.cycle.id, actorId: election.maribel, now: election.now };
  sure(await recordTieSeed(tx, { ...act, seed, source: 'Melate' }));
  return election;
}

/** The same, closed and opened. */
export async function anElectionToCount(tx: Tx, cityId: number, wish: CountWish = {}): Promise<Election> {
  const election = await aVotedElection(tx, cityId, wish);
  const { privateKey } = election;
  sure(await openBallots(tx, { ...actOf(election), privateKey }));
  return election;
}

/** The same, counted; nothing is public. */
export async function aCountedElection(tx: Tx, cityId: number, wish: CountWish = {}): Promise<Election> {
  const election = await anElectionToCount(tx, cityId, wish);
  sure(await countContests(tx, { ...actOf(election), currency: 'MXN' }));
  return election;
}

/** The same, public. Projects open with it where `connectEvents` was told of them. */
export async function aPublishedElection(tx: Tx, cityId: number, wish: CountWish = {}): Promise<Election> {
  const election = await aCountedElection(tx, cityId, wish);
  sure(await publishResults(tx, { ...actOf(election), runIds: await runIdsOf(tx, election) }));
  return election;
}

/** What a coordinator's act after the voting carries. */
export function actOf({ cityId, cycle, maribel }: Election) {
  return { cityId, cycleId: cycle.id, actorId: maribel, now: afterVoting };
}

export async function runIdsOf(tx: Tx, { cityId, cycle }: Election): Promise<number[]> {
  const contests = await contestsOf(tx, cityId, cycle.id);
  const runs = await lastRuns(
    tx,
    cityId,
    contests.map(({ id }) => id),
  );
  return runs.map(({ id }) => id);
}

function sure(result: Result<unknown, string>): void {
  if (!result.ok) throw new Error(`refused: ${result.reason}`);
}
