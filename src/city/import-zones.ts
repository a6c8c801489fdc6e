import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { type Ok, ok, type Refusal, refuse } from '../platform/result.ts';
import { cityBounds, zonesOf } from './city-queries.ts';
import type {} from './events.ts';
import { type FileZone, readZoneFile, type ZoneProblem } from './zone-file.ts';
import { readZoneList } from './zone-list.ts';

export interface ZoneImport {
  readonly cityId: number;
  readonly actorId: number | null;
  readonly now: Date;
  /** The text of a GeoJSON file or of a list in CSV. */
  readonly text: string;
}

export interface ImportedZones {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

export type NotImported = Refusal<'bad-file'> & { readonly problems: readonly ZoneProblem[] };

/**
 * Takes over zones by their code: new ones are added, known ones get the file's name and geometry, others stay, because
 * people live in them. All or nothing: one bad feature, and the city is as before.
 */
export async function importZones(tx: Tx, input: ZoneImport): Promise<Ok<ImportedZones> | NotImported> {
  const { cityId } = input;
  const { zones, problems } = await readZones(tx, cityId, input.text);
  if (problems.length > 0) return { ...refuse('bad-file'), problems };
  const known = new Map((await zonesOf(tx, cityId)).map((zone) => [zone.code, zone]));
  const counts = { added: 0, changed: 0, unchanged: 0 };
  for (const zone of zones) {
    const before = known.get(zone.code);
    if (before && sameZone(before, zone)) counts.unchanged += 1;
    else {
      counts[before ? 'changed' : 'added'] += 1;
      await writeZone(tx, cityId, zone);
    }
  }
  if (counts.added + counts.changed > 0) {
    await record(tx, cityId, {
      name: 'zones.imported',
      subject: `city:${cityId}`,
      actorId: input.actorId,
      at: input.now,
      data: counts,
    });
  }
  return ok(counts);
}

/** Zones of a file in either form: JSON begins with a brace, a list never does. */
export async function readZones(
  tx: Tx,
  cityId: number,
  text: string,
): Promise<{ zones: FileZone[]; problems: ZoneProblem[] }> {
  return /^\uFEFF?\s*[{[]/.test(text) ? readZoneFile(text, await setBounds(tx, cityId)) : readZoneList(text);
}

/** Only the bounds that the city set itself: its present zones are no limit for new ones. */
async function setBounds(tx: Tx, cityId: number) {
  const row = await tx
    .selectFrom('city')
    .select('bounds')
    .where('city_id', '=', cityId)
    .executeTakeFirstOrThrow();
  return row.bounds ? cityBounds(tx, cityId) : undefined;
}

function sameZone(before: Omit<FileZone, 'geometry'> & { geometry: unknown }, zone: FileZone): boolean {
  return (
    before.name === zone.name &&
    (zone.population === null || before.population === zone.population) &&
    (zone.geometry === null || JSON.stringify(before.geometry) === JSON.stringify(zone.geometry))
  );
}

async function writeZone(tx: Tx, cityId: number, zone: FileZone): Promise<void> {
  const facts = {
    name: zone.name,
    ...(zone.geometry !== null && { geometry: JSON.stringify(zone.geometry) }),
    ...(zone.population !== null && { population: zone.population }),
  };
  await tx
    .insertInto('zone')
    .values({ city_id: cityId, code: zone.code, ...facts })
    .onConflict((conflict) => conflict.columns(['city_id', 'code']).doUpdateSet(facts))
    .execute();
}
