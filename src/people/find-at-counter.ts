import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import { personByIdentity } from './claim-identity.ts';
import type { Identity } from './identity.ts';

export interface CounterSearch {
  readonly cityId: number;
  readonly identity: Identity;
  readonly actorId: number;
  readonly now: Date;
}

/** Finds a registered person by her document, for a new PIN or a new zone. The look is recorded. */
export async function findAtCounter(
  tx: Tx,
  { cityId, identity, actorId, now }: CounterSearch,
): Promise<Result<number, 'not-registered'>> {
  const personId = await personByIdentity(tx, cityId, identity);
  if (personId === undefined) return refuse('not-registered');
  await record(tx, cityId, {
    name: 'person.looked-up',
    subject: `person:${personId}`,
    actorId,
    at: now,
    data: { kind: identity.kind },
  });
  return ok(personId);
}
