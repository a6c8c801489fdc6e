import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';

/** One person's right to vote in one cycle, and what she has done with it. */
export interface Voter {
  readonly rollEntryId: number;
  readonly zoneId: number;
  /** False for whoever may vote at a booth only. */
  readonly webAllowed: boolean;
  /** When she took paper at a booth; null while the web is open to her. */
  readonly checkedInAt: Date | null;
  /** The contests of the districts she lives in, in the order of the ballot. */
  readonly ballots: readonly VoterBallot[];
}

export interface VoterBallot {
  readonly contestId: number;
  /** The tracking code of the envelope that counts now; null where she has not voted. */
  readonly receipt: string | null;
  readonly castAt: Date | null;
}

/** The voter that a person is in a cycle; undefined for whoever is not on the roll. */
export async function voterOf(
  tx: Tx,
  cityId: number,
  cycleId: number,
  personId: number,
): Promise<Voter | undefined> {
  const entry = await tx
    .selectFrom('roll_entry as r')
    .leftJoin('check_in as c', (join) =>
      join.onRef('c.city_id', '=', 'r.city_id').onRef('c.roll_entry_id', '=', 'r.id'),
    )
    .select(['r.id', 'r.zone_id', 'r.web_allowed', 'c.at'])
    .where('r.city_id', '=', cityId)
    .where('r.cycle_id', '=', cycleId)
    .where('r.person_id', '=', personId)
    .executeTakeFirst();
  if (!entry) return undefined;
  const ballots = await tx
    .selectFrom('contest as c')
    .innerJoin('contest_zone as z', (join) =>
      join
        .onRef('z.city_id', '=', 'c.city_id')
        .onRef('z.contest_id', '=', 'c.id')
        .on('z.zone_id', '=', entry.zone_id),
    )
    .leftJoin('envelope as e', (join) =>
      join
        .onRef('e.city_id', '=', 'c.city_id')
        .onRef('e.contest_id', '=', 'c.id')
        .on('e.roll_entry_id', '=', entry.id)
        .on('e.ended', 'is', null),
    )
    .select(['c.id as contestId', 'e.receipt', 'e.cast_at as castAt'])
    .where('c.city_id', '=', cityId)
    .where('c.cycle_id', '=', cycleId)
    .orderBy('c.id')
    .execute();
  return {
    rollEntryId: entry.id,
    zoneId: entry.zone_id,
    webAllowed: entry.web_allowed,
    checkedInAt: entry.at,
    ballots,
  };
}

/** What a tracking code stands for. Whether the envelope was replaced is told once the envelopes are opened, to nobody before. */
export interface Receipt {
  readonly cycleId: number;
  readonly contestId: number;
  readonly contestTitle: string;
  readonly castAt: Date;
  readonly ended: 'replaced' | 'paper' | null;
  readonly opened: boolean;
}

export async function receiptByCode(tx: Tx, cityId: number, code: string): Promise<Receipt | undefined> {
  const row = await tx
    .selectFrom('envelope as e')
    .innerJoin('contest as c', (join) =>
      join.onRef('c.city_id', '=', 'e.city_id').onRef('c.id', '=', 'e.contest_id'),
    )
    .leftJoin('opening as o', (join) =>
      join.onRef('o.city_id', '=', 'e.city_id').onRef('o.cycle_id', '=', 'e.cycle_id'),
    )
    .select(['e.cycle_id', 'e.contest_id', 'c.title', 'e.cast_at', 'e.ended', 'o.opened_at'])
    .where('e.city_id', '=', cityId)
    .where('e.receipt', '=', code)
    .executeTakeFirst();
  if (!row) return undefined;
  const opened = row.opened_at !== null;
  return {
    cycleId: row.cycle_id,
    contestId: row.contest_id,
    contestTitle: row.title,
    castAt: row.cast_at,
    ended: opened ? row.ended : null,
    opened,
  };
}

/** How many people of a contest's district may vote and did, over both channels; no figure of any candidate. */
export interface Turnout {
  readonly contestId: number;
  readonly title: string;
  readonly onRoll: number;
  readonly web: number;
  readonly checkedIn: number;
  readonly papers: number;
}

export async function turnoutOf(tx: Tx, cityId: number, cycleId: number): Promise<Turnout[]> {
  const { rows } = await sql<Turnout>`
    select c.id as "contestId", c.title,
      (select count(*) from roll_entry r join contest_zone z on z.city_id = r.city_id and z.zone_id = r.zone_id
        where r.city_id = c.city_id and r.cycle_id = c.cycle_id and z.contest_id = c.id) as "onRoll",
      (select count(*) from envelope e
        where e.city_id = c.city_id and e.contest_id = c.id and e.ended is null) as web,
      (select count(*) from check_in i
        join roll_entry r on r.city_id = i.city_id and r.id = i.roll_entry_id and r.cycle_id = c.cycle_id
        join contest_zone z on z.city_id = r.city_id and z.zone_id = r.zone_id and z.contest_id = c.id
        where i.city_id = c.city_id) as "checkedIn",
      (select count(*) from paper_ballot p
        where p.city_id = c.city_id and p.contest_id = c.id and p.removed_by is null) as papers
    from contest c where c.city_id = ${cityId} and c.cycle_id = ${cycleId} order by c.id`.execute(tx);
  return rows;
}
