import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import type { Tx } from '../platform/db/database.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import { openDirectly } from './accounts/sign-in.ts';
import { noteSignIn } from './note-sign-in.ts';
import { type PasskeyRefusal, takePasskey } from './passkey.ts';
import { assure } from './second-factor.ts';
import type { SignedIn } from './sign-in-with-code.ts';
import type { Site } from './site.ts';

interface PasskeySignIn {
  readonly cityId: number;
  readonly site: Site;
  readonly answer: AuthenticationResponseJSON;
  readonly now: Date;
}

/** Opens a session with a passkey, which counts as the second factor too. */
export async function signInWithPasskey(
  tx: Tx,
  { cityId, site, answer, now }: PasskeySignIn,
): Promise<Result<SignedIn, PasskeyRefusal>> {
  const taken = await takePasskey(tx, { cityId, site, purpose: 'sign-in', sessionId: null }, answer);
  if (!taken.ok) return taken;
  const personId = taken.value;
  const account = await tx
    .selectFrom('person_account as a')
    .innerJoin('auth.user as u', 'u.id', 'a.auth_user_id')
    .select(['u.id', 'u.email'])
    .where('a.city_id', '=', cityId)
    .where('a.person_id', '=', personId)
    .where('a.way', '=', 'email')
    .executeTakeFirst();
  if (!account) return refuse('passkey-unknown');
  const session = await openDirectly(account.id, account.email);
  await assure(tx, { cityId, personId, sessionId: session.sessionId, now }, 'passkey');
  await noteSignIn(tx, cityId, account.id, now);
  return ok({ personId, session });
}
