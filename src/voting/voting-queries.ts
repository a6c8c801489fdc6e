import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import type { BallotType } from './ballot.ts';

/** One question on the ballot, as it was frozen. Money in minor units. */
export interface Contest {
  readonly id: number;
  readonly cycleId: number;
  readonly districtId: number;
  readonly track: string;
  readonly title: string;
  readonly money: number;
  readonly ballot: BallotType;
  /** The counting rule of the blueprint's section `counting` for this track, as it was then. */
  readonly rule: Readonly<Record<string, unknown>>;
  readonly listVersion: string;
  /** 'folio', or 'lot:' and the seed. */
  readonly listOrder: string;
  readonly plaintextBytes: number;
  readonly frozenAt: Date;
}

export interface Candidate {
  readonly id: number;
  readonly contestId: number;
  readonly number: number;
  readonly title: string;
  readonly summary: string;
  readonly cost: number;
  readonly departmentId: number | null;
  readonly proposals: readonly { readonly proposalId: number; readonly folio: string }[];
  /** Why it was withdrawn; null while it stands. */
  readonly withdrawn: string | null;
}

/** The contests of a cycle in the order of their districts; none before the ballot is frozen. */
export async function contestsOf(tx: Tx, cityId: number, cycleId: number): Promise<Contest[]> {
  const rows = await tx
    .selectFrom('contest')
    .selectAll()
    .where('city_id', '=', cityId)
    .where('cycle_id', '=', cycleId)
    .orderBy('id')
    .execute();
  return rows.map(toContest);
}

export async function contestById(tx: Tx, cityId: number, contestId: number): Promise<Contest | undefined> {
  const row = await tx
    .selectFrom('contest')
    .selectAll()
    .where('city_id', '=', cityId)
    .where('id', '=', contestId)
    .executeTakeFirst();
  return row && toContest(row);
}

function toContest(row: {
  id: number;
  cycle_id: number;
  district_id: number;
  track: string;
  title: string;
  money: number;
  ballot: unknown;
  rule: unknown;
  list_version: string;
  list_order: string;
  plaintext_bytes: number;
  frozen_at: Date;
}): Contest {
  return {
    id: row.id,
    cycleId: row.cycle_id,
    districtId: row.district_id,
    track: row.track,
    title: row.title,
    money: row.money,
    ballot: row.ballot as BallotType,
    rule: row.rule as Contest['rule'],
    listVersion: row.list_version,
    listOrder: row.list_order,
    plaintextBytes: row.plaintext_bytes,
    frozenAt: row.frozen_at,
  };
}

/** The candidates of a contest by number, the withdrawn ones among them. */
export async function candidatesOf(tx: Tx, cityId: number, contestId: number): Promise<Candidate[]> {
  const rows = await tx
    .selectFrom('candidate as c')
    .leftJoin('candidate_withdrawal as w', (join) =>
      join.onRef('w.city_id', '=', 'c.city_id').onRef('w.candidate_id', '=', 'c.id'),
    )
    .select(['c.id', 'c.number', 'c.title', 'c.summary', 'c.cost', 'c.department_id', 'w.reason'])
    .select(proposalsOfCandidate)
    .where('c.city_id', '=', cityId)
    .where('c.contest_id', '=', contestId)
    .orderBy('c.number')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    contestId,
    number: row.number,
    title: row.title,
    summary: row.summary,
    cost: row.cost,
    departmentId: row.department_id,
    proposals: row.proposals,
    withdrawn: row.reason,
  }));
}

/** How many candidates stand on each ballot of a cycle, by contest; withdrawn ones are not counted. */
export async function candidateCounts(tx: Tx, cityId: number, cycleId: number): Promise<Map<number, number>> {
  const rows = await tx
    .selectFrom('candidate as c')
    .innerJoin('contest as q', (join) =>
      join.onRef('q.city_id', '=', 'c.city_id').onRef('q.id', '=', 'c.contest_id'),
    )
    .leftJoin('candidate_withdrawal as w', (join) =>
      join.onRef('w.city_id', '=', 'c.city_id').onRef('w.candidate_id', '=', 'c.id'),
    )
    .select(({ fn }) => ['c.contest_id', fn.countAll<number>().as('candidates')])
    .where('c.city_id', '=', cityId)
    .where('q.cycle_id', '=', cycleId)
    .where('w.candidate_id', 'is', null)
    .groupBy('c.contest_id')
    .execute();
  return new Map(rows.map(({ contest_id, candidates }) => [contest_id, candidates]));
}

const proposalsOfCandidate = sql<Candidate['proposals']>`(
  select coalesce(jsonb_agg(jsonb_build_object('proposalId', p.id, 'folio', p.folio) order by p.folio), '[]')
  from candidate_proposal cp join proposal p on p.city_id = cp.city_id and p.id = cp.proposal_id
  where cp.city_id = c.city_id and cp.candidate_id = c.id
)`.as('proposals');

/** How many people may vote in a contest: those on the cycle's roll who live in its zones. */
export async function rollSizeOf(
  tx: Tx,
  cityId: number,
  { id, cycleId }: Pick<Contest, 'id' | 'cycleId'>,
): Promise<number> {
  const row = await tx
    .selectFrom('roll_entry as r')
    .innerJoin('contest_zone as z', (join) =>
      join.onRef('z.city_id', '=', 'r.city_id').onRef('z.zone_id', '=', 'r.zone_id'),
    )
    .select(({ fn }) => fn.countAll<number>().as('people'))
    .where('r.city_id', '=', cityId)
    .where('r.cycle_id', '=', cycleId)
    .where('z.contest_id', '=', id)
    .executeTakeFirstOrThrow();
  return row.people;
}

/** The key that the cycle's ballots are sealed with, once its file was brought back and found right. */
export interface BallotKey {
  readonly keyId: string;
  readonly publicKey: Buffer;
  /** 'demo': known to everybody, and every voting page says so. */
  readonly custody: 'holder' | 'demo';
}

export async function ballotKeyOf(tx: Tx, cityId: number, cycleId: number): Promise<BallotKey | undefined> {
  return tx
    .selectFrom('ballot_key_check as k')
    .innerJoin('ballot_key as b', (join) =>
      join
        .onRef('b.city_id', '=', 'k.city_id')
        .onRef('b.cycle_id', '=', 'k.cycle_id')
        .onRef('b.key_id', '=', 'k.key_id'),
    )
    .select(['b.key_id as keyId', 'b.public_key as publicKey', 'b.custody'])
    .where('k.city_id', '=', cityId)
    .where('k.cycle_id', '=', cycleId)
    .executeTakeFirst();
}

/** Whether the envelopes of a cycle are opened: from then on nothing is cast, checked in or entered any more. */
export async function isOpened(tx: Tx, cityId: number, cycleId: number): Promise<boolean> {
  const row = await tx
    .selectFrom('opening')
    .select('opened_at')
    .where('city_id', '=', cityId)
    .where('cycle_id', '=', cycleId)
    .executeTakeFirst();
  return row !== undefined;
}

/** One ballot as the count takes it; `marks` are candidate numbers as marked, kept also when void. */
export interface BallotToCount {
  readonly marks: number[];
  readonly validity: 'valid' | 'blank' | 'void';
  readonly voidReason: string | null;
  readonly channel: 'web' | 'paper';
}

/**
 * Every ballot of a contest, web before paper, each in an order that follows from its content alone. Throws before the
 * opening: until then nobody may see a figure of any candidate, and asking is a mistake of the program.
 */
export async function ballotsToCount(tx: Tx, cityId: number, contestId: number): Promise<BallotToCount[]> {
  const contest = await contestById(tx, cityId, contestId);
  if (!contest || !(await isOpened(tx, cityId, contest.cycleId))) {
    throw new Error(`the ballots of contest ${contestId} are not opened`);
  }
  const { rows } = await sql<BallotToCount>`
    select marks, validity, void_reason as "voidReason", channel from (
      select marks, validity, void_reason, 'web' as channel, 1 as place from opened_ballot
        where city_id = ${cityId} and contest_id = ${contestId}
      union all
      select marks, validity, void_reason, 'paper', 2 from paper_ballot
        where city_id = ${cityId} and contest_id = ${contestId} and removed_by is null
    ) as ballot order by place, validity, marks, void_reason`.execute(tx);
  return rows;
}

/** Where a proposal stands on the ballot, alone or joined into a candidate; undefined for one that does not. */
export interface CandidateStanding {
  readonly contestId: number;
  readonly contestTitle: string;
  readonly number: number;
  readonly withdrawn: string | null;
}

export async function candidateOfProposal(
  tx: Tx,
  cityId: number,
  proposalId: number,
): Promise<CandidateStanding | undefined> {
  return tx
    .selectFrom('candidate_proposal as cp')
    .innerJoin('candidate as c', (join) =>
      join.onRef('c.city_id', '=', 'cp.city_id').onRef('c.id', '=', 'cp.candidate_id'),
    )
    .innerJoin('contest as q', (join) =>
      join.onRef('q.city_id', '=', 'c.city_id').onRef('q.id', '=', 'c.contest_id'),
    )
    .leftJoin('candidate_withdrawal as w', (join) =>
      join.onRef('w.city_id', '=', 'c.city_id').onRef('w.candidate_id', '=', 'c.id'),
    )
    .select(['q.id as contestId', 'q.title as contestTitle', 'c.number', 'w.reason as withdrawn'])
    .where('cp.city_id', '=', cityId)
    .where('cp.proposal_id', '=', proposalId)
    .executeTakeFirst();
}
