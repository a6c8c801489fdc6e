import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import type { PracticeWish } from './order-practice.ts';

export interface OrderView {
  readonly id: number;
  readonly wish: PracticeWish;
  readonly cycleId: number | null;
  readonly proposals: number;
  readonly guests: readonly number[];
  readonly orderedAt: Date;
  readonly doneAt: Date | null;
  readonly failed: string | null;
}

/** The last order of a city, waiting or done; undefined before the first. */
export async function lastOrder(tx: Tx, cityId: number): Promise<OrderView | undefined> {
  const row = await tx
    .selectFrom('practice_order')
    .selectAll()
    .where('city_id', '=', cityId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      wish: row.wish,
      cycleId: row.cycle_id,
      proposals: row.proposals,
      guests: row.guests.map(Number),
      orderedAt: row.ordered_at,
      doneAt: row.done_at,
      failed: row.failed,
    }
  );
}

/** The practice space of a living city, from the list of cities. */
export async function practiceSpaceOf(
  tx: Tx,
  cityId: number,
): Promise<{ readonly id: number; readonly slug: string } | undefined> {
  return tx
    .selectFrom('directory.city')
    .select(['id', 'slug'])
    .where('practice_of', '=', cityId)
    .executeTakeFirst();
}

export interface Guest {
  readonly personId: number;
  readonly name: string | null;
  readonly roles: readonly { readonly role: string; readonly department: string | null }[];
}

/** The staff of a city with their roles, by name: who can be invited, and what they may do there. */
export async function staffOf(tx: Tx, cityId: number): Promise<Guest[]> {
  const { rows } = await sql<Guest>`
    select g.person_id as "personId", c.name,
      json_agg(json_build_object('role', g.role, 'department', d.code) order by g.id) as roles
    from role_grant g
    left join person_contact c on c.city_id = g.city_id and c.person_id = g.person_id
    left join department d on d.city_id = g.city_id and d.id = g.department_id
    where g.city_id = ${cityId} and g.revoked_at is null
    group by g.city_id, g.person_id, c.name
    order by c.name, g.person_id`.execute(tx);
  return rows;
}
