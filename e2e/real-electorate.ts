import { aResident } from '../src/people/people.fixtures.ts';
import type { Tx } from '../src/platform/db/database.ts';
import { checkIn } from '../src/voting/check-in.ts';
import { enterPaperBallot, type PaperFault } from '../src/voting/enter-paper-ballot.ts';
import { aVote, done } from '../src/voting/voting.fixtures.ts';
import { type Candidate, type Contest, candidatesOf, contestsOf } from '../src/voting/voting-queries.ts';
import type { RealJourney, RealRow } from './real-city.ts';

/** Who lives in the city of the journey. Everybody but the last two groups votes, once, in the end. */
export const electorate = { web: 1_700, paper: 300, stayHome: 150, tooYoung: 12 } as const;

export interface Neighbour {
  readonly personId: number;
  readonly zoneId: number;
}

export interface Neighbours {
  readonly voters: readonly Neighbour[];
  readonly stayHome: readonly Neighbour[];
  readonly tooYoung: readonly Neighbour[];
}

/** What one person does. The last thing is what must count. */
export interface PlannedVote extends Neighbour {
  readonly channel: 'web' | 'paper';
  readonly contest: Contest;
  readonly marks: readonly number[];
  /** An earlier vote on the web, which must not count. */
  readonly before: readonly number[] | null;
  readonly fault?: PaperFault;
}

/** The same numbers from the same seed, from 0 to below 1 (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Does `work` with every item, a few at a time, as people come to a server. */
export async function inLanes<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<unknown>,
  lanes = 8,
): Promise<void> {
  const queue = [...items];
  const lane = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** People verified as residents, in the zones as proposals came from them. */
export async function settle(journey: RealJourney, rows: readonly RealRow[], now: Date): Promise<Neighbours> {
  const random = dice(1);
  const homes = Array.from({ length: electorate.web + electorate.paper + electorate.stayHome }, () => {
    const row = rows[Math.floor(random() * rows.length)] as RealRow;
    return { zoneId: journey.zoneIds.get(row.zone) as number, bornOn: '1985-03-02' };
  });
  const fifteen = `${now.getUTCFullYear() - 15}-01-01`;
  const young = homes.slice(0, electorate.tooYoung).map(({ zoneId }) => ({ zoneId, bornOn: fifteen }));
  const all = [...homes, ...young].map((home, index) => ({ ...home, name: `Vecina ${index + 1}` }));
  const personIds = new Map<string, number>();
  const batches = Array.from({ length: Math.ceil(all.length / 100) }, (_, at) =>
    all.slice(at * 100, at * 100 + 100),
  );
  await inLanes(
    batches,
    (batch) =>
      journey.inCity(async (tx) => {
        for (const home of batch)
          personIds.set(home.name, await aResident(tx, { cityId: journey.cityId, now, ...home }));
      }),
    4,
  );
  const people = all.map(({ name, zoneId }) => ({ personId: personIds.get(name) as number, zoneId }));
  const voting = electorate.web + electorate.paper;
  return {
    voters: people.slice(0, voting),
    stayHome: people.slice(voting, voting + electorate.stayHome),
    tooYoung: people.slice(voting + electorate.stayHome),
  };
}

export interface Ballots {
  readonly contests: readonly Contest[];
  readonly candidates: ReadonlyMap<number, readonly Candidate[]>;
  /** By zone. */
  readonly contestOf: ReadonlyMap<number, Contest>;
}

export function ballotsOf({ cityId, cycleId, inCity }: RealJourney): Promise<Ballots> {
  return inCity(async (tx) => {
    const contests = await contestsOf(tx, cityId, cycleId);
    const zones = await tx
      .selectFrom('contest_zone')
      .select(['contest_id', 'zone_id'])
      .where('city_id', '=', cityId)
      .execute();
    const candidates = new Map<number, Candidate[]>();
    for (const { id } of contests) candidates.set(id, await candidatesOf(tx, cityId, id));
    const contest = (id: number) => contests.find((one) => one.id === id) as Contest;
    return {
      contests,
      candidates,
      contestOf: new Map(zones.map(({ contest_id, zone_id }) => [zone_id, contest(contest_id)])),
    };
  });
}

/**
 * What everybody will do: 1,700 on the web, every fifteenth after a change of mind; 300 on paper, a fifth of them after a
 * vote on the web, some papers blank, over the money or torn.
 */
export function planVotes(voters: readonly Neighbour[], ballots: Ballots): PlannedVote[] {
  const random = dice(2027);
  return voters.map((voter, index) => {
    const contest = ballots.contestOf.get(voter.zoneId) as Contest;
    const candidates = ballots.candidates.get(contest.id) ?? [];
    const marks = choose(random, contest, candidates);
    const plan = { ...voter, contest, marks };
    const earlier = choose(random, contest, candidates);
    if (index < electorate.web) {
      // The first three are left to a browser; the second of them changes her mind there.
      const before = index === 1 || (index > 2 && index % 15 === 0) ? earlier : null;
      return { ...plan, channel: 'web', before };
    }
    const paper = index - electorate.web;
    const before = paper % 5 === 0 ? earlier : null;
    if (paper % 50 === 7) return { ...plan, channel: 'paper', before, marks: [], fault: 'altered' };
    if (paper % 50 === 9)
      return { ...plan, channel: 'paper', before, marks: candidates.map((one) => one.number) };
    return { ...plan, channel: 'paper', before };
  });
}

/** Liked ones first, as long as they fit; nothing for a few, who vote blank. */
function choose(random: () => number, { money }: Contest, candidates: readonly Candidate[]): number[] {
  if (random() < 0.03) return [];
  let left = money;
  const liked = candidates
    .map((candidate) => ({ candidate, liking: random() * (1 + (candidate.number % 4)) }))
    .sort((a, b) => b.liking - a.liking);
  const marks: number[] = [];
  for (const { candidate } of liked) {
    if (candidate.cost > left || random() < 0.25) continue;
    left -= candidate.cost;
    marks.push(candidate.number);
  }
  return marks.sort((a, b) => a - b);
}

/** A vote on the web through the verb, after the one that she thought better of. */
export async function voteOnWeb(journey: RealJourney, vote: PlannedVote, now: Date): Promise<void> {
  const { personId, contest, marks, before, channel } = vote;
  for (const one of [before, channel === 'web' ? marks : null]) {
    if (one === null) continue;
    await journey.inCity((tx) =>
      aVote(tx, journey.cityId, { personId, contestId: contest.id, marks: one, now }),
    );
  }
}

/** Checked in at a booth, with one paper in its box. */
export async function voteOnPaper(
  journey: RealJourney,
  { personId, contest, marks, fault }: PlannedVote,
  { boothId, now }: { readonly boothId: number; readonly now: Date },
): Promise<void> {
  const act = { cityId: journey.cityId, actorId: journey.staff.officerId, now, boothId };
  await journey.inCity(async (tx) => {
    done(await checkIn(tx, { ...act, personId }));
    done(await enterPaperBallot(tx, { ...act, contestId: contest.id, marks, ...(fault && { fault }) }));
  });
}

export interface ExpectedCount {
  readonly cast: number;
  readonly blank: number;
  readonly void: number;
  readonly votes: Readonly<Record<string, number>>;
  /** Candidate numbers in the order in which they win. */
  readonly winners: readonly string[];
}

/**
 * The count of a contest done the long way from what everybody meant: most votes first, whoever does not fit is skipped.
 * @param lot the order in which the count took the candidates; it is believed among equals only
 */
export function expectedCount(
  contest: Contest,
  candidates: readonly Candidate[],
  votes: readonly PlannedVote[],
  lot: readonly string[],
): ExpectedCount {
  const costOf = new Map(candidates.map(({ number, cost }) => [number, cost]));
  const here = votes.filter((vote) => vote.contest.id === contest.id);
  const cost = (marks: readonly number[]) =>
    marks.reduce((sum, number) => sum + (costOf.get(number) ?? 0), 0);
  const isVoid = ({ marks, fault }: PlannedVote) => fault !== undefined || cost(marks) > contest.money;
  const valid = here.filter((vote) => !isVoid(vote));
  const counted = candidates.map((candidate) => ({
    candidate,
    votes: valid.filter(({ marks }) => marks.includes(candidate.number)).length,
  }));
  const place = (one: (typeof counted)[number]) => lot.indexOf(String(one.candidate.number));
  const byVotesThenLot = (a: (typeof counted)[number], b: (typeof counted)[number]) =>
    b.votes - a.votes || place(a) - place(b);
  let left = contest.money;
  const winners: string[] = [];
  for (const { candidate, votes: got } of [...counted].sort(byVotesThenLot)) {
    if (got < 1 || candidate.cost > left) continue;
    left -= candidate.cost;
    winners.push(String(candidate.number));
  }
  return {
    cast: here.length,
    blank: valid.filter(({ marks }) => marks.length === 0).length,
    void: here.length - valid.length,
    votes: Object.fromEntries(counted.map((one) => [String(one.candidate.number), one.votes])),
    winners,
  };
}

/** Live envelopes and papers of each person who voted: how often she would be counted. */
export async function countedPerPerson(tx: Tx, cityId: number): Promise<Map<number, number>> {
  const rows = await tx
    .selectFrom('roll_entry as r')
    .leftJoin('envelope as e', (join) =>
      join
        .onRef('e.city_id', '=', 'r.city_id')
        .onRef('e.roll_entry_id', '=', 'r.id')
        .on('e.ended', 'is', null),
    )
    .leftJoin('check_in as c', (join) =>
      join.onRef('c.city_id', '=', 'r.city_id').onRef('c.roll_entry_id', '=', 'r.id'),
    )
    .select(['r.person_id', 'e.id as envelope', 'c.roll_entry_id as paper'])
    .where('r.city_id', '=', cityId)
    .execute();
  const counted = new Map<number, number>();
  for (const { person_id, envelope, paper } of rows) {
    const times = (envelope === null ? 0 : 1) + (paper === null ? 0 : 1);
    counted.set(person_id, (counted.get(person_id) ?? 0) + times);
  }
  return counted;
}
