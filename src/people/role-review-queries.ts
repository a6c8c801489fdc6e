import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import type { Role } from '../platform/http/viewer.ts';
import { reviewDays } from './review-role.ts';

export interface ReviewedRole {
  readonly id: number;
  readonly personId: number;
  readonly name: string | null;
  readonly email: string | null;
  readonly role: Role;
  readonly department: string | null;
  readonly grantedAt: Date;
  /** Null where the program itself gave it. */
  readonly grantedBy: string | null;
  readonly lastSignIn: Date | null;
  readonly hasTotp: boolean;
  readonly passkeys: number;
  readonly reviewedAt: Date | null;
  readonly reviewedBy: string | null;
  readonly overdue: boolean;
}

/** Every standing role with what a reviewer asks about it, by name; one query. */
export async function rolesForReview(tx: Tx, cityId: number, now: Date): Promise<ReviewedRole[]> {
  const { rows } = await sql<Omit<ReviewedRole, 'overdue'>>`
    select g.id, g.person_id as "personId", c.name, c.email, g.role, d.name as department,
      g.granted_at as "grantedAt", coalesce(by.name, by.email) as "grantedBy",
      (select max(a.last_sign_in_at) from person_account a
        where a.city_id = g.city_id and a.person_id = g.person_id) as "lastSignIn",
      exists (select from second_factor f
        where f.city_id = g.city_id and f.person_id = g.person_id) as "hasTotp",
      (select count(*) from passkey k where k.city_id = g.city_id and k.person_id = g.person_id)::int as passkeys,
      r.reviewed_at as "reviewedAt", coalesce(rc.name, rc.email) as "reviewedBy"
    from role_grant g
    left join person_contact c on c.city_id = g.city_id and c.person_id = g.person_id
    left join department d on d.city_id = g.city_id and d.id = g.department_id
    left join person_contact by on by.city_id = g.city_id and by.person_id = g.granted_by
    left join lateral (select reviewed_at, reviewed_by from role_review
      where city_id = g.city_id and grant_id = g.id order by id desc limit 1) r on true
    left join person_contact rc on rc.city_id = g.city_id and rc.person_id = r.reviewed_by
    where g.city_id = ${cityId} and g.revoked_at is null
    order by c.name, g.person_id, g.id`.execute(tx);
  const limit = now.getTime() - reviewDays * 24 * 60 * 60 * 1000;
  return rows.map((row) => ({ ...row, overdue: (row.reviewedAt ?? row.grantedAt).getTime() < limit }));
}
