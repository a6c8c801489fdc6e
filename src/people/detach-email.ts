import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import type {} from './events.ts';
import { holdsRole } from './people-queries.ts';

export interface Detachment {
  readonly cityId: number;
  readonly personId: number;
  /** Why, in the officer's words. */
  readonly reason: string;
  readonly actorId: number;
  readonly now: Date;
}

/**
 * Takes an e-mail account away from a person who shows at the counter that it is not hers: a number that can be
 * computed from name and birth date may have been typed by somebody else first. What the account had opened here ends.
 */
export async function detachEmail(
  tx: Tx,
  { cityId, personId, reason, actorId, now }: Detachment,
): Promise<Result<undefined, 'no-email' | 'holds-role'>> {
  // A counter does not take over the account of an administrator.
  if (await holdsRole(tx, cityId, personId)) return refuse('holds-role');
  const removed = await tx
    .deleteFrom('person_account')
    .where('city_id', '=', cityId)
    .where('person_id', '=', personId)
    .where('way', '=', 'email')
    .executeTakeFirst();
  const cleared = await tx
    .updateTable('person_contact')
    .set({ email: null })
    .where('city_id', '=', cityId)
    .where('person_id', '=', personId)
    .where('email', 'is not', null)
    .executeTakeFirst();
  if (removed.numDeletedRows === 0n && cleared.numUpdatedRows === 0n) return refuse('no-email');
  await record(tx, cityId, {
    name: 'person.account-detached',
    subject: `person:${personId}`,
    actorId,
    at: now,
    data: { way: 'email', reason },
  });
  return ok();
}
