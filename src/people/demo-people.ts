import type { Tx } from '../platform/db/database.ts';
import { type Role, roles } from '../platform/http/viewer.ts';

export interface DemoPerson {
  readonly personId: number;
  readonly name: string | null;
  /** Null for a citizen. */
  readonly role: Role | null;
  readonly zone: string | null;
}

/** Whom a demo offers to be: the first holder of each role, then two residents without any. */
export function demoPeople(tx: Tx, cityId: number): Promise<DemoPerson[]> {
  return offered(tx, cityId, { citizens: 2, invented: false });
}

/** Whom a guest of a practice space may play: only invented people, never another guest. */
export function playablePeople(tx: Tx, cityId: number): Promise<DemoPerson[]> {
  return offered(tx, cityId, { citizens: 12, invented: true });
}

async function offered(
  tx: Tx,
  cityId: number,
  { citizens: most, invented }: { readonly citizens: number; readonly invented: boolean },
): Promise<DemoPerson[]> {
  const staff = await tx
    .selectFrom('role_grant as g')
    .leftJoin('person_contact as c', (join) =>
      join.onRef('c.city_id', '=', 'g.city_id').onRef('c.person_id', '=', 'g.person_id'),
    )
    .select(['g.role', 'g.person_id', 'c.name'])
    .distinctOn('g.role')
    .where('g.city_id', '=', cityId)
    .where('g.revoked_at', 'is', null)
    .$if(invented, (query) =>
      query.where((build) =>
        build.not(
          build.exists(
            build
              .selectFrom('practice_guest as a')
              .select('a.person_id')
              .whereRef('a.city_id', '=', 'g.city_id')
              .whereRef('a.person_id', '=', 'g.person_id'),
          ),
        ),
      ),
    )
    .orderBy('g.role')
    .orderBy('g.id')
    .execute();
  const citizens = await tx
    .selectFrom('residence as r')
    .innerJoin('zone as z', (join) =>
      join.onRef('z.city_id', '=', 'r.city_id').onRef('z.id', '=', 'r.zone_id'),
    )
    .leftJoin('person_contact as c', (join) =>
      join.onRef('c.city_id', '=', 'r.city_id').onRef('c.person_id', '=', 'r.person_id'),
    )
    .select(['r.person_id', 'c.name', 'z.name as zone'])
    .where('r.city_id', '=', cityId)
    .where('r.revoked_at', 'is', null)
    .where((build) =>
      build.not(
        build.exists(
          build
            .selectFrom('role_grant as g')
            .select('g.id')
            .whereRef('g.city_id', '=', 'r.city_id')
            .whereRef('g.person_id', '=', 'r.person_id')
            .where('g.revoked_at', 'is', null),
        ),
      ),
    )
    .orderBy('r.person_id')
    .limit(most)
    .execute();
  const order = (role: Role) => roles.indexOf(role);
  return [
    ...staff
      .sort((one, other) => order(one.role) - order(other.role))
      .map(({ role, person_id, name }) => ({ personId: person_id, name, role, zone: null })),
    ...citizens.map(({ person_id, name, zone }) => ({ personId: person_id, name, role: null, zone })),
  ];
}
