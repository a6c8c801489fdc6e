import type { CycleSection } from './cycle-section.ts';
import { lowestDistricts } from './cycle-section.ts';
import { type Finding, finding } from './finding.ts';
import { moneyGiven } from './money-formula.ts';

/** Money given twice, to nobody, or not adding up, and formulas that cannot divide it. */
export function moneyProblems(section: CycleSection): Finding[] {
  const { money, districts, tracks } = section;
  const found: Finding[] = [];
  const trackCodes = new Set(tracks.map(({ code }) => code));
  const lowest = districts ? lowestDistricts(districts).map(({ code }) => code) : null;
  const given = new Set<string>();
  money.shares.forEach(({ track, district }, index) => {
    const at = ['cycle', 'money', 'shares', index] as const;
    if (!trackCodes.has(track))
      found.push(finding([...at, 'track'], 'cycle.finding.unknown-track', { code: track }));
    if (district !== 'each' && lowest && !lowest.includes(district)) {
      found.push(finding([...at, 'district'], 'cycle.finding.unknown-district', { code: district }));
    }
    for (const one of district === 'each' ? (lowest ?? ['each']) : [district]) {
      const key = `${track} ${one}`;
      if (given.has(key)) {
        found.push(finding([...at], 'cycle.finding.money-twice', { track, district: one }));
      }
      given.add(key);
    }
  });
  const sum = moneyGiven(money, lowest?.length ?? null);
  if (money.formula) return [...found, ...formulaProblems(section, trackCodes, given, sum)];
  if (sum !== null && money.total !== null && sum !== money.total) {
    found.push(finding(['cycle', 'money', 'total'], 'cycle.finding.money-sum', { total: money.total, sum }));
  }
  return found;
}

function formulaProblems(
  { money, districts }: CycleSection,
  tracks: ReadonlySet<string>,
  given: ReadonlySet<string>,
  sum: number | null,
): Finding[] {
  const { formula, total } = money;
  if (!formula) return [];
  const found: Finding[] = [];
  const at = ['cycle', 'money', 'formula'] as const;
  const { track, indicators } = formula;
  if (!tracks.has(track))
    found.push(finding([...at, 'track'], 'cycle.finding.unknown-track', { code: track }));
  if ([...given].some((key) => key.startsWith(`${track} `)))
    found.push(finding([...at, 'track'], 'cycle.finding.formula-and-shares', { track }));
  const percent = indicators.reduce((all, one) => all + one.percent, 0);
  if (percent !== 100)
    found.push(finding([...at, 'indicators'], 'cycle.finding.formula-percent', { percent }));
  if (sum !== null && total !== null && sum > total) {
    found.push(finding(['cycle', 'money', 'total'], 'cycle.finding.money-too-much', { total, sum }));
  }
  const known = new Set(indicators.map(({ code }) => code));
  indicators.forEach(({ code }, index) => {
    if (indicators.findIndex((one) => one.code === code) < index)
      found.push(finding([...at, 'indicators', index, 'code'], 'cycle.finding.repeated-code', { code }));
  });
  if (!districts) return found;
  const lowest = lowestDistricts(districts);
  districts.forEach((district, index) => {
    const place = ['cycle', 'districts', index, 'indicators'] as const;
    for (const code of Object.keys(district.indicators ?? {})) {
      if (!known.has(code))
        found.push(finding([...place, code], 'cycle.finding.unknown-indicator', { code }));
    }
    if (!lowest.includes(district)) return;
    for (const code of known) {
      if (district.indicators?.[code] === undefined)
        found.push(finding([...place], 'cycle.finding.indicator-missing', { code }));
    }
  });
  indicators.forEach(({ code }, index) => {
    if (lowest.every((district) => district.indicators?.[code] === 0))
      found.push(finding([...at, 'indicators', index], 'cycle.finding.indicator-zero', { code }));
  });
  return found;
}
