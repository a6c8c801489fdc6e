import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { type Ok, ok, type Refusal, refuse } from '../platform/result.ts';
import type { Blueprint } from './blueprint.ts';
import { cityFindings } from './blueprint-for-city.ts';
import type { BlueprintDistrict, CycleSection } from './cycle-section.ts';
import type {} from './events.ts';
import { type Finding, finding } from './finding.ts';
import { sharesOf } from './money-formula.ts';
import { unknownOf } from './phases.ts';
import { validateBlueprint } from './validate-blueprint.ts';
import { momentOf } from './wall-clock.ts';

export interface NewCycle {
  readonly cityId: number;
  readonly actorId: number | null;
  readonly now: Date;
  readonly slug: string;
  readonly name: string;
  /** A blueprint document, parsed but not yet trusted. */
  readonly blueprint: unknown;
  /** The city's own districts instead of the document's. */
  readonly districts?: readonly BlueprintDistrict[];
}

export type NotStarted = Refusal<'invalid-blueprint' | 'slug-taken'> & {
  readonly findings: readonly Finding[];
};

/**
 * Makes a cycle from a blueprint, as a draft that only staff see: nothing is written unless everything is right. Values
 * of phases still to come may stay unknown (null) and be given later; those of the cycle section, and of a phase whose
 * dates have begun, may not.
 */
export async function startCycle(tx: Tx, input: NewCycle): Promise<Ok<number> | NotStarted> {
  const { cityId } = input;
  const document = withDistricts(input.blueprint, input.districts);
  const { errors, unsupported, unknown, blueprint } = validateBlueprint(document);
  if (!blueprint || unsupported.length > 0) return notStarted([...errors, ...unsupported]);
  const section = blueprint.cycle;
  const timeZone = await timeZoneOf(tx, cityId);
  const zones = await zoneIdsByCode(tx, cityId);
  const phases = section.phases.map((phase) => ({ ...phase, ...momentsOf(phase, timeZone) }));
  const needed = phases
    .filter(({ opensAt }) => opensAt !== null && opensAt <= input.now)
    .flatMap(({ kind }) => unknownOf(kind, unknown));
  const findings = [
    ...cityFindings(section, [...zones.keys()]).errors,
    ...[...unknown.filter((path) => path.startsWith('cycle.')), ...new Set(needed)].map(
      (path): Finding => ({ path, key: 'cycle.finding.unknown', args: {} }),
    ),
  ];
  if (findings.length > 0) return notStarted(findings);
  const cycleId = await insertCycle(tx, input, blueprint);
  if (cycleId === 'slug-taken') return { ...refuse('slug-taken', { slug: input.slug }), findings: [] };
  if (cycleId === 'prefix-taken') {
    return notStarted([
      finding(['cycle', 'prefix'], 'cycle.finding.prefix-taken', { prefix: section.prefix as string }),
    ]);
  }
  await insertPhases(tx, cityId, cycleId, phases);
  const districtIds = await insertDistricts(tx, cityId, cycleId, section.districts ?? [], zones);
  await insertMoney(tx, cityId, cycleId, section, districtIds);
  await insertCategories(tx, cityId, cycleId, section);
  await record(tx, cityId, {
    name: 'cycle.started',
    subject: `cycle:${cycleId}`,
    actorId: input.actorId,
    at: input.now,
    data: { cycleId },
  });
  return ok(cycleId);
}

function notStarted(findings: readonly Finding[]): NotStarted {
  return { ...refuse('invalid-blueprint'), findings };
}

function withDistricts(document: unknown, districts: readonly BlueprintDistrict[] | undefined): unknown {
  const whole = document as Blueprint | null;
  if (!districts || typeof whole?.cycle !== 'object' || whole.cycle === null) return document;
  return { ...whole, cycle: { ...whole.cycle, districts } };
}

/** The phase's wall clock in the city's zone as moments; nulls stay. */
function momentsOf(
  { opens, closes }: { opens: string | null; closes: string | null },
  timeZone: string,
): { opensAt: Date | null; closesAt: Date | null } {
  return {
    opensAt: opens === null ? null : momentOf(opens, timeZone),
    closesAt: closes === null ? null : momentOf(closes, timeZone),
  };
}

async function timeZoneOf(tx: Tx, cityId: number): Promise<string> {
  const row = await tx
    .selectFrom('city')
    .select('time_zone')
    .where('city_id', '=', cityId)
    .executeTakeFirstOrThrow();
  return row.time_zone;
}

async function zoneIdsByCode(tx: Tx, cityId: number): Promise<Map<string, number>> {
  const rows = await tx.selectFrom('zone').select(['id', 'code']).where('city_id', '=', cityId).execute();
  return new Map(rows.map(({ code, id }) => [code, id]));
}

async function insertCycle(
  tx: Tx,
  { cityId, slug, name, actorId, now }: NewCycle,
  blueprint: Blueprint,
): Promise<number | 'slug-taken' | 'prefix-taken'> {
  // Both walls are unique indexes; waiting for the other writer here tells which of them was hit.
  const made = await tx
    .insertInto('cycle')
    .values({
      city_id: cityId,
      slug,
      name,
      blueprint: JSON.stringify(blueprint),
      origin: `${blueprint.name} ${blueprint.version}`,
      made_by: actorId,
      made_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made) return made.id;
  const sameSlug = await tx
    .selectFrom('cycle')
    .select('id')
    .where('city_id', '=', cityId)
    .where('slug', '=', slug)
    .executeTakeFirst();
  return sameSlug ? 'slug-taken' : 'prefix-taken';
}

async function insertPhases(
  tx: Tx,
  cityId: number,
  cycleId: number,
  phases: readonly {
    kind: CycleSection['phases'][number]['kind'];
    opensAt: Date | null;
    closesAt: Date | null;
  }[],
): Promise<void> {
  const rows = phases.map(({ kind, opensAt, closesAt }, position) => ({
    city_id: cityId,
    cycle_id: cycleId,
    kind,
    position: position + 1,
    opens_at: opensAt as Date,
    closes_at: closesAt as Date,
  }));
  await tx.insertInto('phase').values(rows).execute();
}

/** @returns ids by code */
async function insertDistricts(
  tx: Tx,
  cityId: number,
  cycleId: number,
  districts: readonly BlueprintDistrict[],
  zones: ReadonlyMap<string, number>,
): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  let waiting = [...districts];
  // Level by level from the top, because a child's row names its parent's id.
  while (waiting.length > 0) {
    const level = waiting.filter(({ parent }) => parent === undefined || ids.has(parent));
    for (const { code, name, parent } of level) {
      const { id } = await tx
        .insertInto('district')
        .values({
          city_id: cityId,
          cycle_id: cycleId,
          parent_id: parent === undefined ? null : (ids.get(parent) as number),
          code,
          name,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      ids.set(code, id);
    }
    waiting = waiting.filter((district) => !level.includes(district));
  }
  const rows = districts.flatMap(({ code, zones: held }) =>
    (held === 'all' ? [...zones.keys()] : (held ?? [])).map((zone) => ({
      city_id: cityId,
      cycle_id: cycleId,
      zone_id: zones.get(zone) as number,
      district_id: ids.get(code) as number,
    })),
  );
  if (rows.length > 0) await tx.insertInto('district_zone').values(rows).execute();
  return ids;
}

async function insertMoney(
  tx: Tx,
  cityId: number,
  cycleId: number,
  section: CycleSection,
  ids: ReadonlyMap<string, number>,
): Promise<void> {
  const rows = (sharesOf(section) ?? []).map(({ track, district, amount }) => ({
    city_id: cityId,
    cycle_id: cycleId,
    district_id: ids.get(district) as number,
    track,
    amount,
  }));
  if (rows.length > 0) await tx.insertInto('allotment').values(rows).execute();
}

async function insertCategories(
  tx: Tx,
  cityId: number,
  cycleId: number,
  { categories }: CycleSection,
): Promise<void> {
  const rows = categories.map(({ code, name }, position) => ({
    city_id: cityId,
    cycle_id: cycleId,
    code,
    name,
    position: position + 1,
  }));
  await tx.insertInto('category').values(rows).execute();
}
