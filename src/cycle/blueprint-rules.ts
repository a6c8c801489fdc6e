import type { TextArgs, TextKey } from '../platform/i18n/texts.ts';
import { type BlueprintDistrict, type CycleSection, phaseKinds } from './cycle-section.ts';
import { formatPath, type JsonPath, valueAt } from './json-path.ts';
import { phaseOrderProblem, type Span } from './phase-order.ts';

/** Something wrong in a document: where, and a sentence about it. */
export interface Finding {
  /** 'cycle.districts[2].zones[0]' */
  readonly path: string;
  readonly key: TextKey;
  readonly args: TextArgs;
}

export function finding(path: JsonPath, key: TextKey, args: TextArgs = {}): Finding {
  return { path: formatPath(path), key, args };
}

/** What contradicts itself in the cycle section, as far as its values are known. */
export function cycleContradictions(section: CycleSection): Finding[] {
  return [
    ...repeatedCodes(section),
    ...districtProblems(section),
    ...phaseProblems(section),
    ...moneyProblems(section),
  ];
}

function repeatedCodes(section: CycleSection): Finding[] {
  return (['levels', 'districts', 'categories', 'tracks'] as const).flatMap((list) => {
    const seen = new Set<string>();
    return (section[list] ?? []).flatMap(({ code }, index) => {
      if (!seen.has(code)) {
        seen.add(code);
        return [];
      }
      return [finding(['cycle', list, index, 'code'], 'cycle.finding.repeated-code', { code })];
    });
  });
}

/** Districts that are no other's parent: these hold the zones, the money and the contests. */
export function lowestDistricts(districts: readonly BlueprintDistrict[]): BlueprintDistrict[] {
  const parents = new Set(districts.map(({ parent }) => parent));
  return districts.filter(({ code }) => !parents.has(code));
}

function districtProblems({ districts, levels }: CycleSection): Finding[] {
  if (!districts) return [];
  const found: Finding[] = [];
  const byCode = new Map(districts.map((district) => [district.code, district]));
  const lowest = new Set(lowestDistricts(districts));
  const holder = new Map<string, string>();
  districts.forEach((district, index) => {
    const at = ['cycle', 'districts', index] as const;
    const { code, parent, zones } = district;
    const depth = depthOf(district, byCode);
    if (parent !== undefined && !byCode.has(parent)) {
      found.push(finding([...at, 'parent'], 'cycle.finding.unknown-parent', { code: parent }));
    } else if (depth === 'circle') {
      found.push(finding([...at, 'parent'], 'cycle.finding.circle', { code }));
    } else if (lowest.has(district) && depth !== levels.length) {
      found.push(finding([...at], 'cycle.finding.wrong-level', { code, depth, levels: levels.length }));
    }
    if (!lowest.has(district) && zones !== null && zones.length > 0) {
      found.push(finding([...at, 'zones'], 'cycle.finding.zones-above', { code }));
    }
    if (zones === 'all' && lowest.size > 1) {
      found.push(finding([...at, 'zones'], 'cycle.finding.all-not-alone', { code }));
    }
    if (zones === 'all' || zones === null) return;
    zones.forEach((zone, position) => {
      const other = holder.get(zone);
      if (other === undefined) holder.set(zone, code);
      else {
        const args = { zone, first: other, second: code };
        found.push(finding([...at, 'zones', position], 'cycle.finding.zone-twice', args));
      }
    });
  });
  return found;
}

/** 1 for a district at the top; 'circle' where the way up never ends. */
function depthOf(
  district: BlueprintDistrict,
  byCode: ReadonlyMap<string, BlueprintDistrict>,
): number | 'circle' {
  const seen = new Set<string>();
  let at: BlueprintDistrict | undefined = district;
  while (at) {
    if (seen.has(at.code)) return 'circle';
    seen.add(at.code);
    at = at.parent === undefined ? undefined : byCode.get(at.parent);
  }
  return seen.size;
}

function phaseProblems({ phases }: CycleSection): Finding[] {
  const found: Finding[] = [];
  const known: (Span & { index: number })[] = [];
  phases.forEach(({ kind, opens, closes }, index) => {
    const at = ['cycle', 'phases', index] as const;
    if (phases.findIndex((phase) => phase.kind === kind) < index) {
      found.push(finding([...at, 'kind'], 'cycle.finding.phase-twice', { kind }));
      return;
    }
    const before = phases
      .slice(0, index)
      .find((one) => phaseKinds.indexOf(one.kind) > phaseKinds.indexOf(kind));
    if (before) {
      found.push(finding([...at, 'kind'], 'cycle.finding.phase-order', { kind, before: before.kind }));
    }
    if (opens === null || closes === null) return;
    if (closes <= opens)
      found.push(finding([...at, 'closes'], 'cycle.finding.closes-before-opens', { kind }));
    else known.push({ kind, opens, closes, index });
  });
  for (const phase of known) {
    const problem = phaseOrderProblem(phase, known);
    if (!problem) continue;
    const at = ['cycle', 'phases', phase.index, problem.edge];
    found.push(finding(at, `cycle.finding.${problem.rule}`, { kind: phase.kind, other: problem.other }));
  }
  return found;
}

function moneyProblems({ money, districts, tracks }: CycleSection): Finding[] {
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
  if (sum !== null && money.total !== null && sum !== money.total) {
    found.push(finding(['cycle', 'money', 'total'], 'cycle.finding.money-sum', { total: money.total, sum }));
  }
  return found;
}

/** Shares and reserves together, in minor units; null while one of them is unknown. */
export function moneyGiven(money: CycleSection['money'], lowestDistrictCount: number | null): number | null {
  let sum = 0;
  for (const { district, amount } of money.shares) {
    const times = district === 'each' ? lowestDistrictCount : 1;
    if (amount === null || times === null) return null;
    sum += amount * times;
  }
  for (const { amount } of money.reserved) {
    if (amount === null) return null;
    sum += amount;
  }
  return sum;
}

/** Where other sections name a track or a category; '*' stands for each item, a last '~' for the keys themselves. */
const references: readonly { readonly at: string; readonly to: 'tracks' | 'categories' }[] = [
  { at: 'proposals.limits.*.track', to: 'tracks' },
  { at: 'proposals.maximumCost.~', to: 'tracks' },
  { at: 'evaluation.substantive.*.category', to: 'categories' },
  { at: 'voting.ballots.~', to: 'tracks' },
  { at: 'counting.rules.~', to: 'tracks' },
  { at: 'counting.after.~', to: 'tracks' },
];

/** Tracks and categories that a section names but the cycle does not have, and tracks without ballot or rule. */
export function brokenReferences(document: unknown, { tracks, categories }: CycleSection): Finding[] {
  const known = {
    tracks: new Set(['any', ...tracks.map(({ code }) => code)]),
    categories: new Set(categories.map(({ code }) => code)),
  };
  const found = references.flatMap(({ at, to }) =>
    namesAt(document, at.split('.')).flatMap(({ path, name }) => {
      const key = to === 'tracks' ? 'cycle.finding.unknown-track' : 'cycle.finding.unknown-category';
      return known[to].has(name) ? [] : [finding(path, key, { code: name })];
    }),
  );
  for (const path of [
    ['voting', 'ballots'],
    ['counting', 'rules'],
  ]) {
    const table = valueAt(document, path);
    if (typeof table !== 'object' || table === null) continue;
    for (const { code } of tracks) {
      if (!Object.hasOwn(table, code)) found.push(finding(path, 'cycle.finding.track-missing', { code }));
    }
  }
  return found;
}

function namesAt(
  value: unknown,
  pattern: readonly string[],
  at: JsonPath = [],
): { path: JsonPath; name: string }[] {
  const [part, ...rest] = pattern;
  if (part === undefined) return typeof value === 'string' ? [{ path: at, name: value }] : [];
  if (typeof value !== 'object' || value === null) return [];
  if (part === '~') return Object.keys(value).map((name) => ({ path: [...at, name], name }));
  if (part !== '*') return namesAt((value as Record<string, unknown>)[part], rest, [...at, part]);
  return Object.values(value).flatMap((item, index) => namesAt(item, rest, [...at, index]));
}
