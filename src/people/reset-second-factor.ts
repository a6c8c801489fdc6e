import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import type {} from './events.ts';
import { signOutEverywhere } from './sign-out.ts';

export interface SecondFactorReset {
  readonly cityId: number;
  readonly personId: number;
  readonly actorId: number;
  /** Why: a lost phone, said face to face. */
  readonly reason: string;
  readonly now: Date;
}

/** Lets a person enrol anew in this city; what her sessions had proven here ends. */
export async function resetSecondFactor(
  tx: Tx,
  { cityId, personId, actorId, reason, now }: SecondFactorReset,
): Promise<Result<undefined, 'not-enrolled'>> {
  const gone = await tx
    .deleteFrom('second_factor')
    .where('city_id', '=', cityId)
    .where('person_id', '=', personId)
    .returning('person_id')
    .executeTakeFirst();
  const passkeys = await tx
    .deleteFrom('passkey')
    .where('city_id', '=', cityId)
    .where('person_id', '=', personId)
    .returning('id')
    .execute();
  if (!gone && passkeys.length === 0) return refuse('not-enrolled');
  await tx
    .deleteFrom('session_assurance')
    .where('city_id', '=', cityId)
    .where('person_id', '=', personId)
    .execute();
  await signOutEverywhere(tx, cityId, personId);
  const subject = `person:${personId}`;
  await record(tx, cityId, { name: 'second-factor.reset', subject, actorId, at: now, data: { reason } });
  return ok();
}
