import type { Tx } from '../../platform/db/database.ts';
import type { Cycle, District } from '../cycle.ts';

export async function loadDistricts(tx: Tx, cycle: Cycle): Promise<District[]> {
  const rows = await tx
    .selectFrom('district')
    .select(['id', 'code', 'name', 'parent_id'])
    .where('city_id', '=', cycle.cityId)
    .where('cycle_id', '=', cycle.id)
    .orderBy('id')
    .execute();
  const zones = await tx
    .selectFrom('district_zone')
    .select(['district_id', 'zone_id'])
    .where('city_id', '=', cycle.cityId)
    .where('cycle_id', '=', cycle.id)
    .orderBy('zone_id')
    .execute();
  const parentOf = new Map(rows.map(({ id, parent_id }) => [id, parent_id]));
  const zoneIds = new Map<number, number[]>(rows.map(({ id }) => [id, []]));
  for (const { district_id, zone_id } of zones) {
    for (let at: number | null | undefined = district_id; at; at = parentOf.get(at)) {
      zoneIds.get(at)?.push(zone_id);
    }
  }
  const levels = new Map<number, number>();
  return rows.map(({ id, code, name, parent_id }) => {
    // A parent is always inserted before its children, so its level is already known.
    const level = parent_id === null ? 1 : (levels.get(parent_id) ?? 0) + 1;
    levels.set(id, level);
    const lowest = !rows.some((row) => row.parent_id === id);
    return { id, code, name, parentId: parent_id, level, lowest, zoneIds: zoneIds.get(id) ?? [] };
  });
}
