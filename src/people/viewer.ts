import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import type { CityFacts } from '../platform/http/city.ts';
import { type RoleGrant, type Viewer, visitor } from '../platform/http/viewer.ts';
import { readSessionToken } from './accounts/session-cookie.ts';
import { accounts } from './accounts.ts';

interface Row {
  session_id: string;
  person_id: number;
  name: string | null;
  email: string | null;
  zone_id: number | null;
  roles: RoleGrant[];
  second_factor: boolean;
}

/**
 * Who the cookie's session is in this city, in one query under the city's row level security: a session is good on
 * every host of an installation, membership, roles and the second factor are each city's own and as they are now.
 * Sessions and their assurance live by the machine's clock: a demo that moves ahead signs nobody out.
 */
export async function viewerOf(tx: Tx, city: CityFacts, cookies: string): Promise<Viewer> {
  const { cookieName, keys } = accounts();
  const token = readSessionToken(cookies, cookieName, keys.sessions);
  if (token === null) return visitor;
  const { rows } = await sql<Row>`
    select s.id as session_id, a.person_id, c.name, c.email, r.zone_id,
      (select coalesce(json_agg(json_build_object('role', g.role, 'departmentId', g.department_id) order by g.id), '[]')
        from role_grant g
        where g.city_id = a.city_id and g.person_id = a.person_id and g.revoked_at is null) as roles,
      exists (select from session_assurance p
        where p.city_id = a.city_id and p.session_id = s.id and p.person_id = a.person_id
          and (p.means <> 'demo' or ${city.demo}) and p.proven_at > now() - interval '12 hours') as second_factor
    from auth.session s
    join person_account a on a.city_id = ${city.id} and a.auth_user_id = s."userId"
    left join person_contact c on c.city_id = a.city_id and c.person_id = a.person_id
    left join residence r on r.city_id = a.city_id and r.person_id = a.person_id and r.revoked_at is null
    where s.token = ${token} and s."expiresAt" > now()`.execute(tx);
  const row = rows[0];
  if (!row) return visitor;
  return {
    personId: row.person_id,
    name: row.name,
    email: row.email,
    roles: row.roles,
    secondFactor: row.second_factor,
    zoneId: row.zone_id,
    sessionId: row.session_id,
  };
}
