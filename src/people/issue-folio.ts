import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { randomCode, randomDigits } from '../platform/id.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import { makeFolioAccount, setPin } from './accounts/sign-in.ts';
import { accounts } from './accounts.ts';
import type {} from './events.ts';
import { folioLength, folioUsername, pinLength } from './folio.ts';
import { holdsRole } from './people-queries.ts';

export interface FolioRequest {
  readonly cityId: number;
  readonly personId: number;
  readonly actorId: number;
  readonly now: Date;
}

/** What is printed on the slip. The PIN is known here and on paper, nowhere else. */
export interface FolioAndPin {
  readonly folio: string;
  readonly pin: string;
}

/** Gives a person a folio with a PIN, her way in without e-mail. One folio each. */
export async function issueFolio(
  tx: Tx,
  { cityId, personId, actorId, now }: FolioRequest,
): Promise<Result<FolioAndPin, 'has-folio' | 'holds-role'>> {
  // A counter must not open the account of somebody with rights that the counter itself has not.
  if (await holdsRole(tx, cityId, personId)) return refuse('holds-role');
  if (await standingFolio(tx, cityId, personId)) return refuse('has-folio');
  const slip = { folio: randomCode(folioLength), pin: randomDigits(pinLength) };
  const userId = await makeFolioAccount(folioUsername(cityId, slip.folio), slip.pin);
  await tx
    .insertInto('counter_folio')
    .values({
      city_id: cityId,
      folio: slip.folio,
      person_id: personId,
      auth_user_id: userId,
      issued_by: actorId,
      issued_at: now,
    })
    .execute();
  await tx
    .insertInto('person_account')
    .values({ city_id: cityId, auth_user_id: userId, person_id: personId, way: 'folio', since: now })
    .execute();
  const subject = `person:${personId}`;
  await record(tx, cityId, { name: 'folio.issued', subject, actorId, at: now, data: {} });
  return ok(slip);
}

/** Sets the PIN of a person's folio anew; the old one and what it had opened end. */
export async function resetPin(
  tx: Tx,
  { cityId, personId, actorId, now }: FolioRequest,
): Promise<Result<FolioAndPin, 'no-folio' | 'holds-role'>> {
  if (await holdsRole(tx, cityId, personId)) return refuse('holds-role');
  const standing = await standingFolio(tx, cityId, personId);
  if (!standing) return refuse('no-folio');
  const pin = randomDigits(pinLength);
  await setPin(standing.auth_user_id, pin);
  await accounts().clearTries('pin', folioUsername(cityId, standing.folio));
  const subject = `person:${personId}`;
  await record(tx, cityId, { name: 'folio.pin-reset', subject, actorId, at: now, data: {} });
  return ok({ folio: standing.folio, pin });
}

/** The person's row is the queue: a second press waits here and then sees the first one's folio. */
async function standingFolio(tx: Tx, cityId: number, personId: number) {
  await tx
    .selectFrom('person')
    .select('id')
    .where('city_id', '=', cityId)
    .where('id', '=', personId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return tx
    .selectFrom('counter_folio')
    .select(['folio', 'auth_user_id'])
    .where('city_id', '=', cityId)
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
}
