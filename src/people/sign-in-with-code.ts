import type { Tx } from '../platform/db/database.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import { keepPress, openedByPress, pressKey } from './accounts/press.ts';
import { openWithCode } from './accounts/sign-in.ts';
import { accounts, type OpenedSession } from './accounts.ts';
import { enterCity } from './enter-city.ts';

export interface CodeSignIn {
  readonly cityId: number;
  /** Normalised. */
  readonly email: string;
  readonly code: string;
  /** What only this browser sends: the same press again gets the same session. */
  readonly browser: string;
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
  { cityId, email, code, browser, locale, now }: CodeSignIn,
): Promise<Result<SignedIn, 'wrong-code' | 'too-many'>> {
  const press = pressKey(browser, `${cityId} ${email} ${code}`);
  const before = await openedByPress(tx, press);
  if (before) {
    const entry = { cityId, userId: before.userId, email, locale, now };
    return ok({ personId: await enterCity(tx, entry), session: before });
  }
  const tried = await accounts().claimTry('type-code', email);
  if (!tried.allowed) return refuse('too-many', { minutes: tried.minutes });
  const session = await openWithCode(email, code);
  if (!session) return refuse('wrong-code');
  const personId = await enterCity(tx, { cityId, userId: session.userId, email, locale, now });
  await keepPress(tx, press, session.sessionId);
  await accounts().clearTries('type-code', email);
  await accounts().clearTries('send-code', email);
  return ok({ personId, session });
}
