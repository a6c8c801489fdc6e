import { cityPartOf } from '../city/city-part.ts';
import type { Tx } from '../platform/db/database.ts';
import { type Blueprint, blueprintFormat } from './blueprint.ts';
import { builtInBlueprints } from './built-in-blueprints.ts';
import type { Cycle } from './cycle.ts';
import { phasesOf } from './cycle-queries.ts';
import { wallClock } from './wall-clock.ts';

export interface ExportWish {
  readonly city: {
    readonly id: number;
    readonly slug: string;
    readonly name: string;
    readonly timeZone: string;
  };
  /** Undefined for a city that has none yet: its part comes with the generic rules. */
  readonly cycle: Cycle | undefined;
  readonly now: Date;
}

/**
 * City and cycle as they stand, as one document: the dates after every move, the values given since the start, the
 * departments, the city's own words and colours. No people, no zones' shapes, no secrets.
 */
export async function exportBlueprint(tx: Tx, { city, cycle, now }: ExportWish): Promise<Blueprint> {
  const origin = cycle?.blueprint ?? (builtInBlueprints.generic as Blueprint);
  const phases = cycle ? await phasesOf(tx, cycle, now) : [];
  const dated = origin.cycle.phases.map((phase) => {
    const at = phases.find(({ kind }) => kind === phase.kind);
    if (!at || phase.opens === null || phase.closes === null) return phase;
    return {
      ...phase,
      opens: wallClock(at.opensAt, city.timeZone),
      closes: wallClock(at.closesAt, city.timeZone),
    };
  });
  const title = cycle ? `${city.name}: ${cycle.name}` : city.name;
  return {
    ...origin,
    format: blueprintFormat,
    name: cycle ? `${city.slug}-${cycle.slug}` : city.slug,
    version: cycle ? await versionOf(tx, cycle) : 1,
    title: { es: title, en: title },
    notes: {
      es: `Exportada de ${title}, que partió de “${origin.title.es}”. ${origin.notes.es}`,
      en: `Exported from ${title}, which began from “${origin.title.en}”. ${origin.notes.en}`,
    },
    city: await cityPartOf(tx, city.id),
    cycle: { ...origin.cycle, phases: dated },
  };
}

/** Grows with everything that changes the document: values given, phases moved, sections taken over. */
async function versionOf(tx: Tx, cycle: Cycle): Promise<number> {
  const { count } = await tx
    .selectFrom('event')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('city_id', '=', cycle.cityId)
    .where('subject', '=', `cycle:${cycle.id}`)
    .where('name', 'in', ['cycle.value-given', 'cycle.sections-taken'])
    .executeTakeFirstOrThrow();
  const moves = await tx
    .selectFrom('phase_act as a')
    .innerJoin('phase as p', (join) =>
      join.onRef('p.city_id', '=', 'a.city_id').onRef('p.id', '=', 'a.phase_id'),
    )
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('a.city_id', '=', cycle.cityId)
    .where('p.cycle_id', '=', cycle.id)
    .where('a.act', '=', 'moved')
    .executeTakeFirstOrThrow();
  return 1 + count + moves.count;
}
