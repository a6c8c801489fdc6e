import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import type { Day } from '../platform/time.ts';
import type {} from './events.ts';

export interface Verification {
  readonly cityId: number;
  readonly personId: number;
  readonly zoneId: number;
  readonly bornOn?: Day | null;
  /** At the counter by an officer, on the city's list by the person herself, or by an import. */
  readonly method: 'counter' | 'list' | 'import';
  /** Who found it: the officer, or the person herself on the list; null for the command line. */
  readonly actorId: number | null;
  readonly now: Date;
}

/** Writes down that a person lives in a zone; an earlier finding stops to count and stays on record. */
export async function verifyResidence(
  tx: Tx,
  { cityId, personId, zoneId, bornOn = null, method, actorId, now }: Verification,
): Promise<Result<number, 'unknown-zone'>> {
  const zone = await tx
    .selectFrom('zone')
    .select('id')
    .where('city_id', '=', cityId)
    .where('id', '=', zoneId)
    .executeTakeFirst();
  if (!zone) return refuse('unknown-zone');
  // The person's row is the queue: two officers at once write one after the other.
  await tx
    .selectFrom('person')
    .select('id')
    .where('city_id', '=', cityId)
    .where('id', '=', personId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const before = await tx
    .updateTable('residence')
    .set({ revoked_by: actorId, revoked_at: now, revoked_reason: 'verified again' })
    .where('city_id', '=', cityId)
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .returning('born_on')
    .executeTakeFirst();
  const { id } = await tx
    .insertInto('residence')
    .values({
      city_id: cityId,
      person_id: personId,
      zone_id: zoneId,
      born_on: bornOn ?? before?.born_on ?? null,
      method,
      verified_by: actorId,
      verified_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const subject = `person:${personId}`;
  await record(tx, cityId, { name: 'person.verified', subject, actorId, at: now, data: { zoneId, method } });
  return ok(id);
}
