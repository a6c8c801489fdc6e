import type { Tx } from '../platform/db/database.ts';

/** Writes down when an account was last used to sign in here, for the review of roles. */
export async function noteSignIn(tx: Tx, cityId: number, userId: string, now: Date): Promise<void> {
  await tx
    .updateTable('person_account')
    .set({ last_sign_in_at: now })
    .where('city_id', '=', cityId)
    .where('auth_user_id', '=', userId)
    .execute();
}
