import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import type { PageRequest } from '../platform/http/page.ts';
import { offeredSecret, totpAddress } from './accounts/totp.ts';
import { accounts } from './accounts.ts';
import { keyedDigest } from './keys.ts';

/** Whose factor, and of which session of hers. Times are the machine's, like those of her authenticator app. */
export interface Prover {
  readonly cityId: number;
  readonly personId: number;
  readonly sessionId: string;
  readonly now: Date;
}

/** The signed-in person of a request, as the one who proves. */
export function proverOf({ city, viewer, now }: Pick<PageRequest, 'city' | 'viewer' | 'now'>): Prover {
  const { personId, sessionId } = viewer;
  if (personId === null || sessionId === null) throw new Error('nobody is signed in');
  return { cityId: city.id, personId, sessionId, now };
}

/** What ties an encrypted secret to its row. */
export const bound = (cityId: number, personId: number) => `second factor ${cityId} ${personId}`;
/** Whose tries are counted together. */
export const triesOf = ({ cityId, personId }: Prover) => `${cityId} ${personId}`;

export async function hasSecondFactor(tx: Tx, cityId: number, personId: number): Promise<boolean> {
  const row = await tx
    .selectFrom('second_factor')
    .select('person_id')
    .where('city_id', '=', cityId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row !== undefined;
}

/** What an app has to scan or to be told by hand (base 32); nothing is kept before it is confirmed. */
export function offerSecondFactor(
  { cityId, personId, sessionId }: Omit<Prover, 'now'>,
  issuer: string,
  label: string,
): { secret: string; address: string } {
  const secret = offeredSecret(accounts().keys.secondFactor, cityId, personId, sessionId);
  return { secret, address: totpAddress(secret, issuer, label) };
}

export type ProofRefusal = 'wrong-code' | 'too-many' | 'by-email-only' | 'not-enrolled' | 'already-enrolled';

export function recoveryDigest(code: string): Buffer {
  return keyedDigest(accounts().keys.codes, `recovery ${code}`);
}

/** A folio's PIN can be set by a counter, so a session that it opened never reaches staff pages. */
export async function isEmailSession(tx: Tx, { cityId, personId, sessionId }: Prover): Promise<boolean> {
  const row = await tx
    .selectFrom('auth.session as s')
    .innerJoin('person_account as a', 'a.auth_user_id', 's.userId')
    .select('s.id')
    .where('s.id', '=', sessionId)
    .where('a.city_id', '=', cityId)
    .where('a.person_id', '=', personId)
    .where('a.way', '=', 'email')
    .executeTakeFirst();
  return row !== undefined;
}

/** From now on, and for some hours, this session may open staff pages. */
export async function assure(
  tx: Tx,
  { cityId, personId, sessionId }: Prover,
  means: 'totp' | 'recovery' | 'passkey' | 'oidc',
): Promise<void> {
  await tx
    .insertInto('session_assurance')
    .values({ city_id: cityId, session_id: sessionId, person_id: personId, means })
    .onConflict((conflict) =>
      conflict.columns(['city_id', 'session_id']).doUpdateSet({ means, proven_at: sql`now()` }),
    )
    .execute();
}
