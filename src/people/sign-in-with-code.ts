import type { Tx } from '../platform/db/database.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import { openWithCode } from './accounts/sign-in.ts';
import { accounts, type OpenedSession } from './accounts.ts';
import { enterCity } from './enter-city.ts';

export interface CodeSignIn {
  readonly cityId: number;
  /** Normalised. */
  readonly email: string;
  readonly code: string;
  readonly locale: string;
  readonly now: Date;
}

export interface SignedIn {
  readonly personId: number;
  readonly session: OpenedSession;
}

/** Opens a session with an e-mail code; the first time in a city makes the person. */
export async function signInWithCode(
  tx: Tx,
  { cityId, email, code, locale, now }: CodeSignIn,
): Promise<Result<SignedIn, 'wrong-code' | 'too-many'>> {
  const tried = await accounts().claimTry('type-code', email);
  if (!tried.allowed) return refuse('too-many', { minutes: tried.minutes });
  const session = await openWithCode(email, code);
  if (!session) return refuse('wrong-code');
  const personId = await enterCity(tx, { cityId, userId: session.userId, email, locale, now });
  await accounts().clearTries('type-code', email);
  await accounts().clearTries('send-code', email);
  return ok({ personId, session });
}
