import type { Tx } from '../platform/db/database.ts';
import { openDirectly } from './accounts/sign-in.ts';
import type { OpenedSession } from './accounts.ts';

export interface DemoSession {
  readonly cityId: number;
  readonly personId: number;
  /** Staff of a demo need no authenticator; counts where the city is a demo only. */
  readonly means: 'demo' | 'none';
}

/**
 * Opens a session for a person without asking for anything: for demo cities' one-click sign-in and for tests. The page
 * that calls it exists in demo cities only.
 */
export async function openSessionFor(
  tx: Tx,
  { cityId, personId, means }: DemoSession,
): Promise<OpenedSession> {
  const account = await tx
    .selectFrom('person_account')
    .select('auth_user_id')
    .where('city_id', '=', cityId)
    .where('person_id', '=', personId)
    .orderBy('way')
    .executeTakeFirst();
  const session = await openDirectly(account?.auth_user_id, `city-${cityId}-person-${personId}@demo.invalid`);
  if (!account) {
    await tx
      .insertInto('person_account')
      .values({ city_id: cityId, auth_user_id: session.userId, person_id: personId, way: 'email' })
      .execute();
  }
  if (means === 'demo') {
    await tx
      .insertInto('session_assurance')
      .values({ city_id: cityId, session_id: session.sessionId, person_id: personId, means })
      .execute();
  }
  return session;
}
