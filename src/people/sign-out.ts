import type { Tx } from '../platform/db/database.ts';
import { accounts } from './accounts.ts';

/** Ends one session; its cookie is worth nothing from now on. @returns the Set-Cookie line that removes it */
export async function signOut(tx: Tx, sessionId: string | null): Promise<string> {
  if (sessionId !== null) await tx.deleteFrom('auth.session').where('id', '=', sessionId).execute();
  const { cookieName, secure } = accounts();
  return `${cookieName}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}

/** Signs a person out everywhere: all sessions of her accounts, in every city of the installation. */
export async function signOutEverywhere(tx: Tx, cityId: number, personId: number): Promise<void> {
  await tx
    .deleteFrom('auth.session')
    .where('userId', 'in', (build) =>
      build
        .selectFrom('person_account')
        .select('auth_user_id')
        .where('city_id', '=', cityId)
        .where('person_id', '=', personId),
    )
    .execute();
}
