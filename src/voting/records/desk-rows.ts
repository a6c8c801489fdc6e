import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';

/** Keys of a cycle that were made and not checked, oldest first. */
export async function keysMade(tx: Tx, cityId: number, cycleId: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('ballot_key')
    .select('key_id')
    .where('city_id', '=', cityId)
    .where('cycle_id', '=', cycleId)
    .where('key_id', 'not in', (build) =>
      build
        .selectFrom('ballot_key_check')
        .select('key_id')
        .where('city_id', '=', cityId)
        .where('cycle_id', '=', cycleId),
    )
    .orderBy('made_at')
    .execute();
  return rows.map(({ key_id }) => key_id);
}

export async function rollSize(tx: Tx, cityId: number, cycleId: number): Promise<number> {
  const row = await tx
    .selectFrom('roll_entry')
    .select(({ fn }) => fn.countAll<number>().as('entries'))
    .where('city_id', '=', cityId)
    .where('cycle_id', '=', cycleId)
    .executeTakeFirstOrThrow();
  return row.entries;
}

export interface OpeningRow {
  readonly openedAt: Date;
  readonly envelopes: number;
}

export async function openingOf(tx: Tx, cityId: number, cycleId: number): Promise<OpeningRow | undefined> {
  return tx
    .selectFrom('opening')
    .select(['opened_at as openedAt', 'envelopes'])
    .where('city_id', '=', cityId)
    .where('cycle_id', '=', cycleId)
    .executeTakeFirst();
}

export interface Booth {
  readonly id: number;
  readonly cycleId: number;
  readonly name: string;
  readonly place: string;
}

export async function boothById(tx: Tx, cityId: number, boothId: number): Promise<Booth | undefined> {
  return tx
    .selectFrom('booth')
    .select(['id', 'cycle_id as cycleId', 'name', 'place'])
    .where('city_id', '=', cityId)
    .where('id', '=', boothId)
    .executeTakeFirst();
}

export interface BoothFigures extends Booth {
  readonly today: number;
  readonly total: number;
}

/** The booths of a cycle with how many people were checked in, in all and since `dayStart`. */
export async function boothsOf(
  tx: Tx,
  cityId: number,
  cycleId: number,
  dayStart: Date,
): Promise<BoothFigures[]> {
  const { rows } = await sql<BoothFigures>`
    select b.id, b.cycle_id as "cycleId", b.name, b.place,
      count(c.at) filter (where c.at >= ${dayStart}) as today, count(c.at) as total
    from booth b left join check_in c on c.city_id = b.city_id and c.booth_id = b.id
    where b.city_id = ${cityId} and b.cycle_id = ${cycleId}
    group by b.city_id, b.id order by b.name`.execute(tx);
  return rows;
}

/** At one booth and for one contest: people who took its paper, and papers entered. */
export interface BoxFigures {
  readonly boothId: number;
  readonly contestId: number;
  readonly title: string;
  readonly checkedIn: number;
  readonly papers: number;
}

/** Every pair of booth and contest of a cycle where somebody took a paper, or one booth's contests, all of them. */
export async function boxesOf(
  tx: Tx,
  cityId: number,
  cycleId: number,
  boothId?: number,
): Promise<BoxFigures[]> {
  const { rows } = await sql<BoxFigures>`
    select b.id as "boothId", q.id as "contestId", q.title,
      (select count(*) from check_in c
        join roll_entry r on r.city_id = c.city_id and r.id = c.roll_entry_id
        join contest_zone z on z.city_id = r.city_id and z.zone_id = r.zone_id and z.contest_id = q.id
        where c.city_id = b.city_id and c.booth_id = b.id) as "checkedIn",
      (select count(*) from paper_ballot p
        where p.city_id = b.city_id and p.booth_id = b.id and p.contest_id = q.id and p.removed_by is null) as papers
    from booth b join contest q on q.city_id = b.city_id and q.cycle_id = b.cycle_id
    where b.city_id = ${cityId} and b.cycle_id = ${cycleId} and (${boothId ?? null}::bigint is null or b.id = ${boothId ?? null})
    order by b.name, q.id`.execute(tx);
  return boothId === undefined ? rows.filter(({ checkedIn, papers }) => checkedIn > 0 || papers > 0) : rows;
}

export interface PaperRow {
  readonly id: number;
  readonly contest: string;
  readonly marks: readonly number[];
  readonly validity: 'valid' | 'blank' | 'void';
  readonly voidReason: string | null;
  readonly enteredAt: Date;
}

/** The last papers entered at a booth, newest first: to find a slip of the keyboard. */
export async function lastPapers(tx: Tx, cityId: number, boothId: number, limit = 10): Promise<PaperRow[]> {
  return tx
    .selectFrom('paper_ballot as p')
    .innerJoin('contest as q', (join) =>
      join.onRef('q.city_id', '=', 'p.city_id').onRef('q.id', '=', 'p.contest_id'),
    )
    .select([
      'p.id',
      'q.title as contest',
      'p.marks',
      'p.validity',
      'p.void_reason as voidReason',
      'p.entered_at as enteredAt',
    ])
    .where('p.city_id', '=', cityId)
    .where('p.booth_id', '=', boothId)
    .where('p.removed_by', 'is', null)
    .orderBy('p.id', 'desc')
    .limit(limit)
    .execute();
}
