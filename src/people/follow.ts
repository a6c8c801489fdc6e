import type { Tx } from '../platform/db/database.ts';

export interface Following {
  readonly cityId: number;
  readonly personId: number;
  /** Opaque here: 'proposal:12', 'project:3', 'cycle:1'. */
  readonly subject: string;
  readonly now: Date;
}

/** Following twice is following once. A preference of one person, so no event tells of it. */
export async function follow(tx: Tx, { cityId, personId, subject, now }: Following): Promise<void> {
  await tx
    .insertInto('follow')
    .values({ city_id: cityId, person_id: personId, subject, since: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function unfollow(tx: Tx, { cityId, personId, subject }: Omit<Following, 'now'>): Promise<void> {
  await tx
    .deleteFrom('follow')
    .where('city_id', '=', cityId)
    .where('person_id', '=', personId)
    .where('subject', '=', subject)
    .execute();
}

/** person.id of all who follow a subject. */
export async function followersOf(tx: Tx, cityId: number, subject: string): Promise<number[]> {
  const rows = await tx
    .selectFrom('follow')
    .select('person_id')
    .where('city_id', '=', cityId)
    .where('subject', '=', subject)
    .orderBy('person_id')
    .execute();
  return rows.map((row) => row.person_id);
}

/** What a person follows, the newest first. */
export function followsOf(
  tx: Tx,
  cityId: number,
  personId: number,
): Promise<{ readonly subject: string; readonly since: Date }[]> {
  return tx
    .selectFrom('follow')
    .select(['subject', 'since'])
    .where('city_id', '=', cityId)
    .where('person_id', '=', personId)
    .orderBy('since', 'desc')
    .execute();
}
