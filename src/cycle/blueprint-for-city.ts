import type { CycleSection } from './cycle-section.ts';
import { type Finding, finding } from './finding.ts';

/**
 * What does not fit between a blueprint's districts and a city's zones: unknown zones are errors; zones left in no
 * district are a warning, because the people who live there will have no vote.
 * @param zones codes of all the city's zones
 */
export function cityFindings(
  { districts }: CycleSection,
  zones: readonly string[],
): { errors: Finding[]; warnings: Finding[] } {
  if (!districts) return { errors: [], warnings: [] };
  const errors: Finding[] = [];
  const left = new Set(zones);
  districts.forEach((district, index) => {
    if (district.zones === 'all') left.clear();
    if (district.zones === 'all' || district.zones === null) return;
    district.zones.forEach((zone, position) => {
      if (!left.delete(zone) && !zones.includes(zone)) {
        const path = ['cycle', 'districts', index, 'zones', position];
        errors.push(finding(path, 'cycle.finding.unknown-zone', { zone }));
      }
    });
  });
  const complete = districts.every((district) => district.zones !== null);
  const warnings =
    complete && left.size > 0
      ? [
          finding(['cycle', 'districts'], 'cycle.finding.zones-left', {
            count: left.size,
            zones: [...left].join(', '),
          }),
        ]
      : [];
  return { errors, warnings };
}
