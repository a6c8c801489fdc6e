import type { Tx } from '../platform/db/database.ts';
import type { Role } from '../platform/http/viewer.ts';
import type { Day } from '../platform/time.ts';

export async function holdsRole(tx: Tx, cityId: number, personId: number): Promise<boolean> {
  const row = await tx
    .selectFrom('role_grant')
    .select('id')
    .where('city_id', '=', cityId)
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

export interface StandingGrant {
  readonly id: number;
  readonly personId: number;
  readonly name: string | null;
  readonly email: string | null;
  readonly role: Role;
  readonly department: string | null;
  readonly grantedAt: Date;
  readonly hasSecondFactor: boolean;
  /** Whether the person has ever signed in. */
  readonly hasAccount: boolean;
}

/** All standing roles of the city, by name of the person; for administrators. */
export async function standingGrants(tx: Tx, cityId: number): Promise<StandingGrant[]> {
  const rows = await tx
    .selectFrom('role_grant as g')
    .leftJoin('person_contact as c', (join) =>
      join.onRef('c.city_id', '=', 'g.city_id').onRef('c.person_id', '=', 'g.person_id'),
    )
    .leftJoin('department as d', (join) =>
      join.onRef('d.city_id', '=', 'g.city_id').onRef('d.id', '=', 'g.department_id'),
    )
    .leftJoin('second_factor as f', (join) =>
      join.onRef('f.city_id', '=', 'g.city_id').onRef('f.person_id', '=', 'g.person_id'),
    )
    .select(['g.id', 'g.person_id', 'c.name', 'c.email', 'g.role', 'd.name as department', 'g.granted_at'])
    .select((build) => [
      build('f.person_id', 'is not', null).as('has_second_factor'),
      build
        .exists(
          build
            .selectFrom('person_account as a')
            .select('a.person_id')
            .whereRef('a.city_id', '=', 'g.city_id')
            .whereRef('a.person_id', '=', 'g.person_id'),
        )
        .as('has_account'),
    ])
    .where('g.city_id', '=', cityId)
    .where('g.revoked_at', 'is', null)
    .orderBy('c.name')
    .orderBy('g.person_id')
    .orderBy('g.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    personId: row.person_id,
    name: row.name,
    email: row.email,
    role: row.role,
    department: row.department,
    grantedAt: row.granted_at,
    hasSecondFactor: Boolean(row.has_second_factor),
    hasAccount: Boolean(row.has_account),
  }));
}

export interface Residence {
  readonly zoneId: number;
  readonly zone: string;
  readonly bornOn: Day | null;
  readonly method: 'counter' | 'list' | 'import';
  readonly verifiedAt: Date;
}

/** Where a person was found to live; undefined when nobody has verified it, or the finding was revoked. */
export async function residenceOf(tx: Tx, cityId: number, personId: number): Promise<Residence | undefined> {
  const row = await tx
    .selectFrom('residence as r')
    .innerJoin('zone as z', (join) =>
      join.onRef('z.city_id', '=', 'r.city_id').onRef('z.id', '=', 'r.zone_id'),
    )
    .select(['r.zone_id', 'z.name as zone', 'r.born_on', 'r.method', 'r.verified_at'])
    .where('r.city_id', '=', cityId)
    .where('r.person_id', '=', personId)
    .where('r.revoked_at', 'is', null)
    .executeTakeFirst();
  if (!row) return undefined;
  const { zone_id, zone, born_on, method, verified_at } = row;
  return { zoneId: zone_id, zone, bornOn: born_on, method, verifiedAt: verified_at };
}

export interface OwnData {
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly locale: string | null;
  readonly wantsNotices: boolean;
  readonly folio: string | null;
  readonly hasEmailAccount: boolean;
}

/** What people are called, by person.id; who was forgotten is left out. */
export async function namesOf(
  tx: Tx,
  cityId: number,
  personIds: readonly number[],
): Promise<Map<number, string>> {
  if (personIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom('person_contact')
    .select(['person_id', 'name'])
    .where('city_id', '=', cityId)
    .where('person_id', 'in', [...new Set(personIds)])
    .execute();
  return new Map(rows.flatMap(({ person_id, name }) => (name ? [[person_id, name]] : [])));
}

/** What a person sees of herself, and an officer of the person who stands before her. */
export async function ownData(tx: Tx, cityId: number, personId: number): Promise<OwnData> {
  const row = await tx
    .selectFrom('person as p')
    .leftJoin('person_contact as c', (join) =>
      join.onRef('c.city_id', '=', 'p.city_id').onRef('c.person_id', '=', 'p.id'),
    )
    .leftJoin('counter_folio as f', (join) =>
      join
        .onRef('f.city_id', '=', 'p.city_id')
        .onRef('f.person_id', '=', 'p.id')
        .on('f.revoked_at', 'is', null),
    )
    .leftJoin('person_account as a', (join) =>
      join.onRef('a.city_id', '=', 'p.city_id').onRef('a.person_id', '=', 'p.id').on('a.way', '=', 'email'),
    )
    .select(['c.name', 'c.email', 'c.phone', 'p.locale', 'c.no_notices_since', 'f.folio', 'a.since'])
    .where('p.city_id', '=', cityId)
    .where('p.id', '=', personId)
    .executeTakeFirstOrThrow();
  return {
    name: row.name,
    email: row.email,
    phone: row.phone,
    locale: row.locale,
    wantsNotices: row.no_notices_since === null,
    folio: row.folio,
    hasEmailAccount: row.since !== null,
  };
}
