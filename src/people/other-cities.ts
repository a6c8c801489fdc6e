import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';

export interface OtherCity {
  readonly slug: string;
  readonly name: string;
  /** Its own host name; null where it is addressed as /slug. */
  readonly host: string | null;
}

/** The other cities of this server in which the account of a session is known: for the person alone, names and no more. */
export async function otherCitiesOf(tx: Tx, sessionId: string): Promise<OtherCity[]> {
  const { rows } = await sql<OtherCity>`select slug, name, host from cities_of_session(${sessionId})`.execute(
    tx,
  );
  return rows;
}
