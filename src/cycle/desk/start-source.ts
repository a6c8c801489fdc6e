import { workCalendar, zoneNamesOf } from '../../city/city-queries.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Day } from '../../platform/time.ts';
import type { Blueprint } from '../blueprint.ts';
import { districtsForCity } from '../districts-for-city.ts';
import type { Finding } from '../finding.ts';
import { knownDocuments } from '../known-documents.ts';
import { shiftPhases } from '../shift-calendar.ts';
import { validateBlueprint } from '../validate-blueprint.ts';
import { withoutUnsupported } from '../without-unsupported.ts';

/** What the address says about a start: whose rules, from which day, without what cannot be done yet. */
export interface StartChoice {
  readonly blueprint?: string | undefined;
  readonly start?: Day | undefined;
  readonly without?: string | undefined;
}

export interface StartSource {
  readonly blueprint: Blueprint;
  readonly unknown: readonly string[];
  readonly unsupported: readonly Finding[];
}

/** The chosen document as it fits this city: dates moved, districts without zones that the city does not have. */
export async function startSource(
  tx: Tx,
  cityId: number,
  { blueprint: key, start, without }: StartChoice,
): Promise<StartSource | undefined> {
  const known = (await knownDocuments(tx, cityId)).find((one) => one.key === key);
  const read = validateBlueprint(known?.document);
  if (!read.blueprint) return undefined;
  const document = without ? withoutUnsupported(read.blueprint, read.unsupported) : read.blueprint;
  const zones = (await zoneNamesOf(tx, cityId)).map(({ code }) => code);
  const { phases } = document.cycle;
  const local: Blueprint = {
    ...document,
    cycle: {
      ...document.cycle,
      phases: start === undefined ? phases : shiftPhases(phases, start, await workCalendar(tx, cityId)),
      districts: districtsForCity(document.cycle, zones, new Map()),
    },
  };
  const { unknown, unsupported } = validateBlueprint(local);
  return { blueprint: local, unknown, unsupported };
}
