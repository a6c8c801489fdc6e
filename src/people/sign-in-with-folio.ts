import type { Tx } from '../platform/db/database.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import { openWithPin } from './accounts/sign-in.ts';
import { accounts } from './accounts.ts';
import { folioUsername } from './folio.ts';
import type { SignedIn } from './sign-in-with-code.ts';

export interface FolioSignIn {
  readonly cityId: number;
  /** As `readFolio` gives it. */
  readonly folio: string;
  readonly pin: string;
}

/** Opens a session with folio and PIN. An unknown folio and a wrong PIN are told apart by nothing, nor by time. */
export async function signInWithFolio(
  tx: Tx,
  { cityId, folio, pin }: FolioSignIn,
): Promise<Result<SignedIn, 'wrong-folio' | 'too-many'>> {
  const username = folioUsername(cityId, folio);
  const tried = await accounts().claimTry('pin', username);
  if (!tried.allowed) return refuse('too-many', { minutes: tried.minutes });
  const session = await openWithPin(username, pin);
  if (!session) return refuse('wrong-folio');
  const row = await tx
    .selectFrom('counter_folio')
    .select('person_id')
    .where('city_id', '=', cityId)
    .where('folio', '=', folio)
    .where('auth_user_id', '=', session.userId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (!row) return refuse('wrong-folio');
  await accounts().clearTries('pin', username);
  return ok({ personId: row.person_id, session });
}
