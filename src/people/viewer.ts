import { CompiledQuery } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import type { CityFacts } from '../platform/http/city.ts';
import { type RoleGrant, type Viewer, visitor } from '../platform/http/viewer.ts';
import { readSessionToken } from './accounts/session-cookie.ts';
import { accounts } from './accounts.ts';
import { practiceViewer } from './practice-viewer.ts';

interface Row {
  session_id: string;
  person_id: number;
  name: string | null;
  email: string | null;
  zone_id: number | null;
  roles: RoleGrant[];
  second_factor: boolean;
  factor_age: number | null;
  used_before: boolean;
}

/** The function is in the migration of schema `auth`, and says why it is one. */
const question = 'select * from viewer_of($1, $2, $3)';

/**
 * Who the cookie's session is in this city, in one query under the city's row level security: a session is good on
 * every host of an installation, membership, roles and the second factor are each city's own and as they are now.
 * Sessions and their assurance live by the machine's clock: a demo that moves ahead signs nobody out.
 */
export async function viewerOf(tx: Tx, city: CityFacts, cookies: string): Promise<Viewer> {
  const { cookieName, keys } = accounts();
  const token = readSessionToken(cookies, cookieName, keys.sessions);
  if (token === null) return visitor;
  if (city.practice) return practiceViewer(tx, city, token);
  const { rows } = await tx.executeQuery<Row>(CompiledQuery.raw(question, [city.id, token, city.demo]));
  const row = rows[0];
  if (!row) return visitor;
  // On a connection of its own: a page that is only looked at runs in a transaction that writes nothing.
  if (row.used_before) await accounts().keepAlive(row.session_id);
  return {
    personId: row.person_id,
    name: row.name,
    email: row.email,
    roles: row.roles,
    secondFactor: row.second_factor,
    factorAge: row.factor_age,
    zoneId: row.zone_id,
    sessionId: row.session_id,
  };
}
