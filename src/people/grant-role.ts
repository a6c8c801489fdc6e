import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import type { Role } from '../platform/http/viewer.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import { lockIdentity } from './email.ts';
import type {} from './events.ts';

export interface Grant {
  readonly cityId: number;
  readonly personId: number;
  readonly role: Role;
  /** Where the role is held; the whole city when left out. */
  readonly departmentId?: number | null;
  /** Null when the program itself grants, as for the first administrator. */
  readonly actorId: number | null;
  readonly now: Date;
}

/** Gives a person a role, which counts from her next request. Holding it already is no error. */
export async function grantRole(
  tx: Tx,
  { cityId, personId, role, departmentId = null, actorId, now }: Grant,
): Promise<Result<number, 'unknown-department'>> {
  if (departmentId !== null && !(await departmentExists(tx, cityId, departmentId))) {
    return refuse('unknown-department');
  }
  const made = await tx
    .insertInto('role_grant')
    .values({
      city_id: cityId,
      person_id: personId,
      role,
      department_id: departmentId,
      granted_by: actorId,
      granted_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made) return ok(await standingGrant(tx, cityId, personId, role, departmentId));
  await record(tx, cityId, {
    name: 'role.granted',
    subject: `person:${personId}`,
    actorId,
    at: now,
    data: { personId, role, departmentId },
  });
  return ok(made.id);
}

async function departmentExists(tx: Tx, cityId: number, departmentId: number): Promise<boolean> {
  const row = await tx
    .selectFrom('department')
    .select('id')
    .where('city_id', '=', cityId)
    .where('id', '=', departmentId)
    .executeTakeFirst();
  return row !== undefined;
}

async function standingGrant(
  tx: Tx,
  cityId: number,
  personId: number,
  role: Role,
  departmentId: number | null,
): Promise<number> {
  const row = await tx
    .selectFrom('role_grant')
    .select('id')
    .where('city_id', '=', cityId)
    .where('person_id', '=', personId)
    .where('role', '=', role)
    .where(sql`coalesce(department_id, 0)`, '=', departmentId ?? 0)
    .where('revoked_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row.id;
}

export interface Revocation {
  readonly cityId: number;
  /** role_grant.id */
  readonly grantId: number;
  readonly actorId: number;
  /** Why, in the administrator's words. */
  readonly reason?: string;
  readonly now: Date;
}

/** Takes a role away; it ends with the person's next request. A city keeps at least one administrator. */
export async function revokeRole(
  tx: Tx,
  { cityId, grantId, actorId, reason, now }: Revocation,
): Promise<Result<undefined, 'already-revoked' | 'last-administrator'>> {
  // Two administrators who revoke each other at once would both see the other one still there.
  await lockIdentity(tx, cityId, 'roles');
  const standing = await tx
    .selectFrom('role_grant')
    .select(['id', 'person_id', 'role', 'department_id'])
    .where('city_id', '=', cityId)
    .where('revoked_at', 'is', null)
    .execute();
  const grant = standing.find((one) => one.id === grantId);
  if (!grant) return refuse('already-revoked');
  const administrators = standing.filter((one) => one.role === 'administrator');
  if (grant.role === 'administrator' && administrators.length === 1) return refuse('last-administrator');
  await tx
    .updateTable('role_grant')
    .set({ revoked_by: actorId, revoked_at: now, revoked_reason: reason ?? null })
    .where('city_id', '=', cityId)
    .where('id', '=', grantId)
    .execute();
  // What her sessions had proven was proven as staff: with a role left, she proves it anew.
  await tx
    .deleteFrom('session_assurance')
    .where('city_id', '=', cityId)
    .where('person_id', '=', grant.person_id)
    .where('means', '<>', 'demo')
    .execute();
  await record(tx, cityId, {
    name: 'role.revoked',
    subject: `person:${grant.person_id}`,
    actorId,
    at: now,
    data: { personId: grant.person_id, role: grant.role, departmentId: grant.department_id },
  });
  return ok();
}
