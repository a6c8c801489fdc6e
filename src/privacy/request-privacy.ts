import { workCalendar } from '../city/city-queries.ts';
import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import { addWorkingDays, dayIn } from '../platform/time.ts';
import type {} from './events.ts';

export const requestKinds = ['access', 'correction', 'erasure', 'objection'] as const;
export type RequestKind = (typeof requestKinds)[number];

export interface NewRequest {
  readonly cityId: number;
  readonly personId: number;
  /** The person herself, or the officer at the counter. */
  readonly madeBy: number;
  readonly kind: RequestKind;
  readonly words: string;
  readonly timeZone: string;
  readonly now: Date;
}

/**
 * Takes a request and starts its clock, in working days of the city's calendar. A second one of the same kind waits for
 * the answer to the first.
 * @returns privacy_request.id
 */
export async function requestPrivacy(tx: Tx, request: NewRequest): Promise<Result<number, 'waiting'>> {
  const { cityId, personId, madeBy, kind, words, timeZone, now } = request;
  // Two presses at once wait for each other here.
  await tx
    .selectFrom('person')
    .select('id')
    .where('city_id', '=', cityId)
    .where('id', '=', personId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const waiting = await tx
    .selectFrom('privacy_request as r')
    .leftJoin('privacy_answer as a', (join) =>
      join.onRef('a.city_id', '=', 'r.city_id').onRef('a.request_id', '=', 'r.id'),
    )
    .select('r.id')
    .where('r.city_id', '=', cityId)
    .where('r.person_id', '=', personId)
    .where('r.kind', '=', kind)
    .where('a.request_id', 'is', null)
    .executeTakeFirst();
  if (waiting) return refuse('waiting');
  const { privacy_days } = await tx
    .selectFrom('city')
    .select('privacy_days')
    .where('city_id', '=', cityId)
    .executeTakeFirstOrThrow();
  const dueOn = addWorkingDays(await workCalendar(tx, cityId), dayIn(timeZone, now), privacy_days);
  const { id } = await tx
    .insertInto('privacy_request')
    .values({
      city_id: cityId,
      person_id: personId,
      kind,
      words,
      made_at: now,
      made_by: madeBy,
      due_on: dueOn,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await record(tx, cityId, {
    name: 'privacy.requested',
    subject: `privacy-request:${id}`,
    actorId: madeBy,
    at: now,
    data: { personId, kind },
  });
  return ok(id);
}
