import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import type {} from './events.ts';

/** A role that nobody has looked at for so long is marked. */
export const reviewDays = 180;

interface Review {
  readonly cityId: number;
  /** role_grant.id */
  readonly grantId: number;
  readonly actorId: number;
  readonly now: Date;
}

/** Writes down that somebody looked at a role and found it right. */
export async function reviewRole(
  tx: Tx,
  { cityId, grantId, actorId, now }: Review,
): Promise<Result<undefined, 'already-revoked'>> {
  const grant = await tx
    .selectFrom('role_grant')
    .select('person_id')
    .where('city_id', '=', cityId)
    .where('id', '=', grantId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (!grant) return refuse('already-revoked');
  await tx
    .insertInto('role_review')
    .values({ city_id: cityId, grant_id: grantId, reviewed_by: actorId, reviewed_at: now })
    .execute();
  const subject = `person:${grant.person_id}`;
  await record(tx, cityId, { name: 'role.reviewed', subject, actorId, at: now, data: { grantId } });
  return ok();
}
