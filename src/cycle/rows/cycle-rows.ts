import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { Blueprint } from '../blueprint.ts';
import type { Cycle } from '../cycle.ts';
import { keptOf } from '../cycle-cache.ts';
import { formatPath, nullsIn, parsePath, withValueAt } from '../json-path.ts';
import type { Phase } from '../phases.ts';

export function cycleRows(tx: Tx, cityId: number) {
  return tx
    .selectFrom('cycle')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('cycle_act')
          .select(['act', 'reason'])
          .where('cycle_act.city_id', '=', cityId)
          .whereRef('cycle_act.cycle_id', '=', 'cycle.id')
          .orderBy('cycle_act.id', 'desc')
          .limit(1)
          .as('last'),
      (join) => join.onTrue(),
    )
    .select((eb) => [
      'cycle.id',
      'cycle.slug',
      'cycle.name',
      'last.act',
      'last.reason',
      sql<string>`current_database()`.as('database'),
      eb
        .selectFrom('cycle_value')
        .select(eb.fn.countAll<number>().as('count'))
        .where('cycle_value.city_id', '=', cityId)
        .whereRef('cycle_value.cycle_id', '=', 'cycle.id')
        .as('values'),
      eb
        .selectFrom('cycle_takeover')
        .select(eb.fn.countAll<number>().as('count'))
        .where('cycle_takeover.city_id', '=', cityId)
        .whereRef('cycle_takeover.cycle_id', '=', 'cycle.id')
        .as('takeovers'),
    ])
    .where('cycle.city_id', '=', cityId)
    .orderBy('cycle.id', 'desc');
}

type CycleRow = Awaited<ReturnType<ReturnType<typeof cycleRows>['execute']>>[number];

const stateAfter = {
  published: 'published',
  resumed: 'published',
  suspended: 'suspended',
  cancelled: 'cancelled',
} as const;

export async function toCycle(tx: Tx, cityId: number, row: CycleRow): Promise<Cycle> {
  const cacheKey = `${row.database} ${cityId} ${row.id}`;
  const state = row.act ? stateAfter[row.act] : 'draft';
  const { blueprint, unknown } = await keptOf({ cacheKey }, `blueprint ${row.values} ${row.takeovers}`, () =>
    loadBlueprint(tx, cityId, row.id),
  );
  return {
    id: row.id,
    cityId,
    slug: row.slug,
    name: row.name,
    blueprint,
    unknown,
    state,
    reason: state === 'suspended' || state === 'cancelled' ? row.reason : null,
    cacheKey,
  };
}

async function loadBlueprint(
  tx: Tx,
  cityId: number,
  cycleId: number,
): Promise<{ blueprint: Blueprint; unknown: string[] }> {
  const { blueprint } = await tx
    .selectFrom('cycle')
    .select('blueprint')
    .where('city_id', '=', cityId)
    .where('id', '=', cycleId)
    .executeTakeFirstOrThrow();
  const taken = await tx
    .selectFrom('cycle_takeover')
    .select(['blueprint', 'last_value'])
    .where('city_id', '=', cityId)
    .where('cycle_id', '=', cycleId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const values = await tx
    .selectFrom('cycle_value')
    .select(['path', 'value'])
    .where('city_id', '=', cityId)
    .where('cycle_id', '=', cycleId)
    .where('id', '>', taken?.last_value ?? 0)
    .orderBy('id')
    .execute();
  const filled = values.reduce(
    (document, { path, value }) => withValueAt(document, parsePath(path) ?? [], value),
    (taken?.blueprint ?? blueprint) as Blueprint,
  );
  return { blueprint: filled, unknown: nullsIn(filled).map(formatPath) };
}

export async function loadPhases(tx: Tx, cycle: Cycle): Promise<Phase[]> {
  const rows = await tx
    .selectFrom('phase')
    .select(['id', 'kind', 'opens_at', 'closes_at'])
    .where('city_id', '=', cycle.cityId)
    .where('cycle_id', '=', cycle.id)
    .orderBy('position')
    .execute();
  return rows.map(({ id, kind, opens_at, closes_at }) => ({
    id,
    kind,
    opensAt: opens_at,
    closesAt: closes_at,
  }));
}
