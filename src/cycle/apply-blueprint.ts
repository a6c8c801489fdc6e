import { workCalendar, zoneNamesOf } from '../city/city-queries.ts';
import { importZones, readZones } from '../city/import-zones.ts';
import { type TakenPart, takeCityPart } from '../city/take-city-part.ts';
import type { Tx } from '../platform/db/database.ts';
import { type Ok, ok, type Refusal, refuse } from '../platform/result.ts';
import type { Day } from '../platform/time.ts';
import type { Blueprint } from './blueprint.ts';
import { cityFindings } from './blueprint-for-city.ts';
import { districtsForCity } from './districts-for-city.ts';
import { type Finding, finding } from './finding.ts';
import { parsePath, valueAt, withValueAt } from './json-path.ts';
import { shiftPhases } from './shift-calendar.ts';
import { startCycle } from './start-cycle.ts';
import { validateBlueprint } from './validate-blueprint.ts';

export interface Application {
  readonly cityId: number;
  readonly actorId: number | null;
  readonly now: Date;
  /** Parsed JSON, not yet trusted. */
  readonly document: unknown;
  readonly slug: string;
  readonly name: string;
  /** The day on or after which the first phase shall open; without it the dates stay as they are. */
  readonly start?: Day | undefined;
  /** The text of a GeoJSON file or a list of zones, taken over first; its column of districts maps zones to districts. */
  readonly zones?: string | undefined;
  /** Values over those of the document, by path. */
  readonly values?: Readonly<Record<string, unknown>> | undefined;
}

export interface Applied {
  readonly cycleId: number;
  readonly city: TakenPart;
  /** What a person should know and may let be. */
  readonly warnings: readonly Finding[];
  readonly unknown: readonly string[];
}

export type NotApplied = Refusal<'refused'> & { readonly findings: readonly Finding[] };

/**
 * Opens a cycle in a city from another one's document: zones, then what the city takes over, then a draft. Everything in
 * the caller's transaction, which must be undone where this refuses.
 */
export async function applyBlueprint(tx: Tx, input: Application): Promise<Ok<Applied> | NotApplied> {
  const { cityId, actorId, now } = input;
  const read = validateBlueprint(input.document);
  if (!read.blueprint) return refusedFor(read.errors);
  const districtOf = new Map<string, string>();
  if (input.zones !== undefined) {
    const { zones } = await readZones(tx, cityId, input.zones);
    for (const { code, district } of zones) if (district !== undefined) districtOf.set(code, district);
    const taken = await importZones(tx, { cityId, actorId, now, text: input.zones });
    if (!taken.ok) {
      return refusedFor(
        taken.problems.map(({ feature, key, args }) => ({
          path: feature === undefined ? 'zones' : `zones[${feature}]`,
          key,
          args,
        })),
      );
    }
  }
  const zones = (await zoneNamesOf(tx, cityId)).map(({ code }) => code);
  const local = await forCity(tx, input, read.blueprint, { zones, districtOf });
  if ('findings' in local) return refusedFor(local.findings);
  const { document } = local;
  const part = document.city;
  const city = part
    ? await takeCityPart(tx, { cityId, actorId, now, part })
    : { departments: 0, words: 0, colours: 0 };
  const { slug, name } = input;
  const started = await startCycle(tx, { cityId, actorId, now, slug, name, blueprint: document });
  if (!started.ok) {
    const taken = finding(['slug'], 'cycle.refused.slug-taken', { slug });
    return refusedFor(started.reason === 'slug-taken' ? [taken] : started.findings);
  }
  const { unknown } = validateBlueprint(document);
  return ok({
    cycleId: started.value,
    city,
    warnings: cityFindings(document.cycle, zones).warnings,
    unknown,
  });
}

/** The document with the city's own dates, zones and values. */
async function forCity(
  tx: Tx,
  { cityId, start, values = {} }: Application,
  blueprint: Blueprint,
  { zones, districtOf }: { zones: readonly string[]; districtOf: ReadonlyMap<string, string> },
): Promise<{ document: Blueprint } | { findings: Finding[] }> {
  const calendar = await workCalendar(tx, cityId);
  const section = blueprint.cycle;
  let document: Blueprint = {
    ...blueprint,
    cycle: {
      ...section,
      phases: start === undefined ? section.phases : shiftPhases(section.phases, start, calendar),
      districts: districtsForCity(section, zones, districtOf),
    },
  };
  const findings: Finding[] = [];
  for (const [path, value] of Object.entries(values)) {
    const place = parsePath(path);
    if (!place || valueAt(document, place) === undefined) {
      findings.push({ path, key: 'cycle.finding.no-place', args: {} });
    } else document = withValueAt(document, place, value);
  }
  return findings.length > 0 ? { findings } : { document };
}

function refusedFor(findings: readonly Finding[]): NotApplied {
  return { ...refuse('refused'), findings };
}
