import { quietNow } from '../city/blackout-queries.ts';
import type { Tx } from '../platform/db/database.ts';
import type { Allotment, Category, Cycle, District } from './cycle.ts';
import { keptOf } from './cycle-cache.ts';
import type { CycleSection, PhaseKind } from './cycle-section.ts';
import { type Phase, type PhaseAct, type PhaseView, viewPhase } from './phases.ts';
import { cycleRows, loadPhases, toCycle } from './rows/cycle-rows.ts';
import { loadDistricts } from './rows/district-rows.ts';

export type { Allotment, Category, Cycle, District } from './cycle.ts';
export type { CycleState, PhaseAct, PhaseState, PhaseView } from './phases.ts';

/** The newest cycle that the public may see and that is not cancelled; suspended ones stand here with their reason. */
export async function currentCycle(tx: Tx, cityId: number): Promise<Cycle | undefined> {
  const rows = await cycleRows(tx, cityId).execute();
  const row = rows.find(({ act }) => act === 'published' || act === 'resumed' || act === 'suspended');
  return row && toCycle(tx, cityId, row);
}

/** Every cycle of the city, newest first; drafts too, so filter before showing them to the public. */
export async function cyclesOf(tx: Tx, cityId: number): Promise<Cycle[]> {
  const cycles: Cycle[] = [];
  for (const row of await cycleRows(tx, cityId).execute()) cycles.push(await toCycle(tx, cityId, row));
  return cycles;
}

export async function cycleById(tx: Tx, cityId: number, id: number): Promise<Cycle | undefined> {
  const row = await cycleRows(tx, cityId).where('cycle.id', '=', id).executeTakeFirst();
  return row && toCycle(tx, cityId, row);
}

export async function cycleBySlug(tx: Tx, cityId: number, slug: string): Promise<Cycle | undefined> {
  const row = await cycleRows(tx, cityId).where('cycle.slug', '=', slug).executeTakeFirst();
  return row && toCycle(tx, cityId, row);
}

/** The cycle's phases in order, as they are at `now` (the city's clock). */
export async function phasesOf(tx: Tx, cycle: Cycle, now: Date): Promise<PhaseView[]> {
  const phases = await keptOf(cycle, 'phases', () => loadPhases(tx, cycle));
  const acts = await tx
    .selectFrom('phase_act')
    .select(['phase_id', 'act', 'opens_at', 'closes_at', 'reason', 'at'])
    .where('city_id', '=', cycle.cityId)
    .where(
      'phase_id',
      'in',
      phases.map(({ id }) => id),
    )
    .orderBy('id')
    .execute();
  const quiet = await quietNow(tx, cycle.cityId, now);
  return phases.map((phase) => viewPhase(phase, actsOf(phase, acts), cycle, now, quiet));
}

function actsOf(
  phase: Phase,
  rows: readonly {
    phase_id: number;
    act: PhaseAct['act'];
    opens_at: Date | null;
    closes_at: Date | null;
    reason: string;
    at: Date;
  }[],
): PhaseAct[] {
  return rows
    .filter(({ phase_id }) => phase_id === phase.id)
    .map(({ act, opens_at, closes_at, reason, at }) => ({
      act,
      opensAt: opens_at,
      closesAt: closes_at,
      reason,
      at,
    }));
}

/** One phase of the cycle; undefined where the cycle has none of the kind. */
export async function phaseOf(
  tx: Tx,
  cycle: Cycle,
  kind: PhaseKind,
  now: Date,
): Promise<PhaseView | undefined> {
  return (await phasesOf(tx, cycle, now)).find((phase) => phase.kind === kind);
}

export function tracksOf(cycle: Cycle): CycleSection['tracks'] {
  return cycle.blueprint.cycle.tracks;
}

/** All districts, each after its parent, in the blueprint's order. */
export function districtsOf(tx: Tx, cycle: Cycle): Promise<District[]> {
  return keptOf(cycle, 'districts', () => loadDistricts(tx, cycle));
}

/** The district of the lowest level that a zone lies in; undefined for a zone outside the cycle. */
export async function districtOfZone(tx: Tx, cycle: Cycle, zoneId: number): Promise<District | undefined> {
  const districts = await districtsOf(tx, cycle);
  return districts.find(({ lowest, zoneIds }) => lowest && zoneIds.includes(zoneId));
}

export function allotmentsOf(tx: Tx, cycle: Cycle): Promise<Allotment[]> {
  return keptOf(cycle, 'allotments', async () => {
    const rows = await tx
      .selectFrom('allotment')
      .select(['district_id', 'track', 'amount'])
      .where('city_id', '=', cycle.cityId)
      .where('cycle_id', '=', cycle.id)
      .orderBy('district_id')
      .orderBy('track')
      .execute();
    return rows.map(({ district_id, track, amount }) => ({ districtId: district_id, track, amount }));
  });
}

export function categoriesOf(tx: Tx, cycle: Cycle): Promise<Category[]> {
  return keptOf(cycle, 'categories', () =>
    tx
      .selectFrom('category')
      .select(['code', 'name'])
      .where('city_id', '=', cycle.cityId)
      .where('cycle_id', '=', cycle.id)
      .orderBy('position')
      .execute(),
  );
}
