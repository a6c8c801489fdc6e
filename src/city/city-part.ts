import type { Tx } from '../platform/db/database.ts';
import type { Role } from '../platform/http/viewer.ts';
import type { CitySection } from './blueprint.ts';

/** What the city would give to another one in a blueprint, as it stands; departments and roles by code. */
export async function cityPartOf(tx: Tx, cityId: number): Promise<CitySection> {
  const city = await tx
    .selectFrom('city')
    .select(['words', 'look'])
    .where('city_id', '=', cityId)
    .executeTakeFirstOrThrow();
  const departments = await tx
    .selectFrom('department')
    .select(['code', 'name'])
    .where('city_id', '=', cityId)
    .orderBy('code')
    .execute();
  const grants = await tx
    .selectFrom('role_grant as g')
    .leftJoin('department as d', (join) =>
      join.onRef('d.city_id', '=', 'g.city_id').onRef('d.id', '=', 'g.department_id'),
    )
    .select(['g.role', 'd.code'])
    .distinct()
    .where('g.city_id', '=', cityId)
    .where('g.revoked_at', 'is', null)
    .orderBy('g.role')
    .orderBy('d.code')
    .execute();
  const look = Object.entries((city.look ?? {}) as Record<string, unknown>).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && /^#[0-9a-fA-F]{6}$/.test(entry[1]),
  );
  return {
    words: (city.words ?? {}) as CitySection['words'],
    departments,
    roles: grants.map(({ role, code }) => ({
      role: role as Role,
      ...(code !== null && { department: code }),
    })),
    look: Object.fromEntries(look),
  };
}
