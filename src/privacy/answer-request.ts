import { holdsRole } from '../people/people-queries.ts';
import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { forgetAll } from '../platform/personal.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import type {} from './events.ts';

export type PrivacyOutcome = 'granted' | 'refused' | 'withdrawn';

export interface Answer {
  readonly cityId: number;
  readonly requestId: number;
  readonly actorId: number;
  readonly outcome: PrivacyOutcome;
  /** Told to the person; names the law where it is refused. */
  readonly reason: string;
  readonly now: Date;
}

/**
 * Answers a request, once. An erasure that is granted is done in the same transaction: what the person did stays, who
 * she is goes. Whoever holds a role gives it back first, because the city must know who acted in its name; nobody
 * answers a request of her own except by withdrawing it.
 */
export async function answerRequest(
  tx: Tx,
  { cityId, requestId, actorId, outcome, reason, now }: Answer,
): Promise<Result<undefined, 'missing' | 'answered' | 'holds-role' | 'own-request'>> {
  const request = await tx
    .selectFrom('privacy_request')
    .select(['person_id', 'kind'])
    .where('city_id', '=', cityId)
    .where('id', '=', requestId)
    .forUpdate()
    .executeTakeFirst();
  if (!request) return refuse('missing');
  const { person_id: personId, kind } = request;
  if ((outcome === 'withdrawn') !== (personId === actorId)) return refuse('own-request');
  const erases = kind === 'erasure' && outcome === 'granted';
  if (erases && (await holdsRole(tx, cityId, personId))) return refuse('holds-role');
  const answered = await tx
    .insertInto('privacy_answer')
    .values({
      city_id: cityId,
      request_id: requestId,
      outcome,
      reason,
      answered_by: actorId,
      answered_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('request_id')
    .executeTakeFirst();
  if (!answered) return refuse('answered');
  await record(tx, cityId, {
    name: 'privacy.answered',
    subject: `privacy-request:${requestId}`,
    actorId,
    at: now,
    data: { personId, kind, outcome },
  });
  if (erases) await forget(tx, { cityId, personId, actorId, now });
  return ok();
}

interface Forgetting {
  readonly cityId: number;
  readonly personId: number;
  readonly actorId: number;
  readonly now: Date;
}

async function forget(tx: Tx, { cityId, personId, actorId, now }: Forgetting): Promise<void> {
  await forgetAll(tx, { cityId, personId, now });
  await tx
    .updateTable('privacy_request')
    .set({ words: '' })
    .where('city_id', '=', cityId)
    .where('person_id', '=', personId)
    .execute();
  await tx
    .insertInto('person_forgotten')
    .values({ city_id: cityId, person_id: personId, at: now, done_by: actorId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const subject = `person:${personId}`;
  await record(tx, cityId, { name: 'person.forgotten', subject, actorId, at: now, data: {} });
}
