import type { BlueprintDistrict, CycleSection } from './cycle-section.ts';
import { lowestDistricts } from './cycle-section.ts';
import { freeCode } from './free-code.ts';
import { formatPath, nullsIn, parsePath, withValueAt } from './json-path.ts';

/** What a city says when it starts a cycle from somebody else's blueprint; amounts are minor units. */
export interface CityAnswers {
  readonly prefix: string;
  /** In the order of the blueprint's phases; wall clocks of the city, null where not known yet. */
  readonly phases: readonly { readonly opens: string | null; readonly closes: string | null }[];
  /** The districts that hold zones, in the blueprint's order; all of them where it has none. */
  readonly districts: readonly {
    readonly name: string;
    readonly zones: readonly string[];
    /** Names of the districts above it, from the top; for blueprints with several levels and no districts. */
    readonly above?: readonly string[];
  }[];
  readonly total: number | null;
  /** By district, then by track, in their orders; null for no money of that track there. */
  readonly money: readonly (readonly (number | null)[])[];
  /** By district, then by indicator of the money formula, in their orders; empty where there is no formula. */
  readonly indicators: readonly (readonly (number | null)[])[];
  readonly reserved: readonly { readonly name: string; readonly amount: number | null }[];
  /** Values for other unknown places, by path. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** The blueprint with the city's calendar, geography, money and values; to be validated by whoever starts from it. */
export function fillBlueprint<Document extends { readonly cycle: CycleSection }>(
  document: Document,
  answers: CityAnswers,
): Document {
  const section = document.cycle;
  const { formula } = section.money;
  const districts = withIndicators(fillDistricts(section.districts, answers.districts), formula, answers);
  const lowest = lowestDistricts(districts);
  const shares = lowest.flatMap(({ code }, row) =>
    section.tracks.flatMap((track, column) => {
      const amount = answers.money[row]?.[column] ?? null;
      return amount === null ? [] : [{ track: track.code, district: code, amount }];
    }),
  );
  const filled: Document = {
    ...document,
    cycle: {
      ...section,
      prefix: answers.prefix,
      phases: section.phases.map((phase, index) => ({ ...phase, ...answers.phases[index] })),
      districts,
      money: { ...section.money, total: answers.total, shares, reserved: [...answers.reserved] },
    },
  };
  return Object.entries(answers.values).reduce(
    (at, [path, value]) => (isUnknown(at, path) ? withValueAt(at, parsePath(path) ?? [], value) : at),
    filled,
  );
}

function upper(name: string, parent: string | undefined, codes: Set<string>): BlueprintDistrict {
  return { code: freeCode(name, codes), name, ...(parent !== undefined && { parent }), zones: [] };
}

function withIndicators(
  districts: BlueprintDistrict[],
  formula: CycleSection['money']['formula'],
  { indicators }: CityAnswers,
): BlueprintDistrict[] {
  if (!formula) return districts;
  const lowest = lowestDistricts(districts);
  return districts.map((district) => {
    const row = lowest.indexOf(district);
    if (row < 0) return district;
    const values = formula.indicators.map(({ code }, index) => [code, indicators[row]?.[index] ?? null]);
    return { ...district, indicators: Object.fromEntries(values) };
  });
}

function isUnknown(document: unknown, path: string): boolean {
  return nullsIn(document).some((one) => formatPath(one) === path);
}

function fillDistricts(
  given: readonly BlueprintDistrict[] | null,
  answers: CityAnswers['districts'],
): BlueprintDistrict[] {
  if (!given) {
    const codes = new Set<string>();
    const parents = new Map<string, BlueprintDistrict>();
    const lowest = answers.map(({ name, zones, above = [] }) => {
      let parent: string | undefined;
      for (let depth = 1; depth <= above.length; depth += 1) {
        const way = above.slice(0, depth).join(' / ');
        const known = parents.get(way) ?? upper(above[depth - 1] as string, parent, codes);
        parents.set(way, known);
        parent = known.code;
      }
      const code = freeCode(name, codes);
      return { code, name, ...(parent !== undefined && { parent }), zones: [...zones] };
    });
    return [...parents.values(), ...lowest];
  }
  const lowest = lowestDistricts(given);
  return given.map((district) => {
    const answer = answers[lowest.indexOf(district)];
    return answer ? { ...district, name: answer.name, zones: [...answer.zones] } : { ...district };
  });
}
