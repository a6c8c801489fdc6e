import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import type { CityFacts } from '../platform/http/city.ts';
import { type RoleGrant, type Viewer, visitor } from '../platform/http/viewer.ts';

/**
 * Who an invited guest is in a practice space: herself, or whom she plays. The living city is asked anew each time: whoever
 * has no role there any more is nobody here, and whoever has not proven her second factor there is no staff. No session is
 * ever opened and no account linked in a practice space, so nothing in it leads back into the living city.
 */
export async function practiceViewer(tx: Tx, city: CityFacts, token: string): Promise<Viewer> {
  const { rows } = await sql<{ session_id: string; guest_id: number; second_factor: boolean }>`
    select session_id, guest_id, second_factor
    from practice_visitor(${city.id}, ${token}, ${city.practice?.demo ?? false})`.execute(tx);
  const [guest] = rows;
  const played = guest && (await playedBy(tx, city.id, guest.guest_id, guest.session_id));
  if (!guest || !played) return visitor;
  return {
    ...played,
    email: null,
    secondFactor: guest.second_factor,
    factorAge: guest.second_factor ? 0 : null,
    sessionId: guest.session_id,
  };
}

async function playedBy(
  tx: Tx,
  cityId: number,
  guestId: number,
  sessionId: string,
): Promise<Pick<Viewer, 'personId' | 'name' | 'roles' | 'zoneId'> | undefined> {
  const guest = await tx
    .selectFrom('practice_guest as g')
    .leftJoin('practice_mask as m', (join) =>
      join.onRef('m.city_id', '=', 'g.city_id').on('m.session_id', '=', sessionId),
    )
    .select((select) => select.fn.coalesce('m.person_id', 'g.person_id').as('personId'))
    .where('g.city_id', '=', cityId)
    .where('g.guest_id', '=', guestId)
    .executeTakeFirst();
  if (!guest) return undefined;
  const { personId } = guest;
  const person = await tx
    .selectFrom('person as p')
    .leftJoin('person_contact as c', (join) =>
      join.onRef('c.city_id', '=', 'p.city_id').onRef('c.person_id', '=', 'p.id'),
    )
    .leftJoin('residence as r', (join) =>
      join
        .onRef('r.city_id', '=', 'p.city_id')
        .onRef('r.person_id', '=', 'p.id')
        .on('r.revoked_at', 'is', null),
    )
    .select(['c.name', 'r.zone_id'])
    .where('p.city_id', '=', cityId)
    .where('p.id', '=', personId)
    .executeTakeFirst();
  const grants = await tx
    .selectFrom('role_grant')
    .select(['role', 'department_id'])
    .where('city_id', '=', cityId)
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .orderBy('id')
    .execute();
  const roles: RoleGrant[] = grants.map(({ role, department_id }) => ({ role, departmentId: department_id }));
  return { personId, name: person?.name ?? null, roles, zoneId: person?.zone_id ?? null };
}

/** Makes a person of the space the one that a civil servant of the living city is there. */
export async function inviteToPractice(
  tx: Tx,
  { cityId, guestId, personId }: { cityId: number; guestId: number; personId: number },
): Promise<void> {
  await tx
    .insertInto('practice_guest')
    .values({ city_id: cityId, guest_id: guestId, person_id: personId })
    .execute();
}

/** Plays somebody from now on, for the length of the guest's own session; null: herself again. */
export async function wearMask(
  tx: Tx,
  {
    cityId,
    sessionId,
    personId,
    now,
  }: { cityId: number; sessionId: string; personId: number | null; now: Date },
): Promise<void> {
  await tx
    .deleteFrom('practice_mask')
    .where('city_id', '=', cityId)
    .where('session_id', '=', sessionId)
    .execute();
  if (personId === null) return;
  await tx
    .insertInto('practice_mask')
    .values({ city_id: cityId, session_id: sessionId, person_id: personId, worn_at: now })
    .execute();
}
