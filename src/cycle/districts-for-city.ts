import { type BlueprintDistrict, type CycleSection, lowestDistricts } from './cycle-section.ts';
import { freeCode } from './free-code.ts';

/**
 * The districts of somebody else's document over a city's own zones. Where the city says which zone lies in which
 * district (by code or name), that holds, and districts that the document does not have are made beside or instead of its
 * own; else a district keeps its zones if the city has them all, and else they are unknown (null), to be said.
 */
export function districtsForCity(
  { districts, levels }: Pick<CycleSection, 'districts' | 'levels'>,
  zones: readonly string[],
  districtOf: ReadonlyMap<string, string>,
): BlueprintDistrict[] | null {
  if (districtOf.size > 0) return mapped(districts ?? [], levels.length, districtOf);
  if (!districts) return null;
  const lowest = lowestDistricts(districts);
  const known = new Set(zones);
  return districts.map((district) => {
    if (!lowest.includes(district) || !Array.isArray(district.zones)) return district;
    const fits = district.zones.every((zone) => known.has(zone));
    return fits ? district : { ...district, zones: null };
  });
}

function mapped(
  districts: readonly BlueprintDistrict[],
  levels: number,
  districtOf: ReadonlyMap<string, string>,
): BlueprintDistrict[] {
  const lowest = lowestDistricts(districts);
  const held = new Map<string, string[]>();
  for (const [zone, district] of districtOf) held.set(district, [...(held.get(district) ?? []), zone]);
  const named = (district: BlueprintDistrict) =>
    [...held.keys()].find((said) => said === district.code || sameName(said, district.name));
  const taken = new Set(districts.map(({ code }) => code));
  const kept = districts.flatMap((district) => {
    if (!lowest.includes(district)) return [district];
    const said = named(district);
    // With one level the city's list is the whole geography; districts it does not name are another city's.
    if (said === undefined) return levels === 1 ? [] : [{ ...district, zones: null }];
    const zones = held.get(said) ?? [];
    held.delete(said);
    return [{ ...district, zones }];
  });
  const made = [...held].map(([name, zones]) => ({ code: freeCode(name, taken), name, zones }));
  return [...kept, ...made];
}

function sameName(a: string, b: string): boolean {
  return a.localeCompare(b, 'es', { sensitivity: 'base' }) === 0;
}
