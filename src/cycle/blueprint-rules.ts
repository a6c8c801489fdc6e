import { type BlueprintDistrict, type CycleSection, lowestDistricts, phaseKinds } from './cycle-section.ts';
import { type Finding, finding } from './finding.ts';
import { type JsonPath, valueAt } from './json-path.ts';
import { moneyProblems } from './money-findings.ts';
import { phaseOrderProblem, type Span } from './phase-order.ts';

/** What contradicts itself in the cycle section, as far as its values are known. */
export function cycleContradictions(section: CycleSection): Finding[] {
  return [
    ...repeatedCodes(section),
    ...districtProblems(section),
    ...phaseProblems(section),
    ...moneyProblems(section),
    ...unknownLevels(section),
  ];
}

function unknownLevels({ tracks, levels }: CycleSection): Finding[] {
  return tracks.flatMap(({ level }, index) =>
    level === undefined || levels.some(({ code }) => code === level)
      ? []
      : [finding(['cycle', 'tracks', index, 'level'], 'cycle.finding.unknown-level', { code: level })],
  );
}

/** Tracks whose contests stand above the last level: real cities have them, this program does not yet. */
export function unsupportedLevels({ tracks, levels }: CycleSection): Finding[] {
  const last = levels.at(-1);
  return tracks.flatMap(({ level }, index) => {
    const held = levels.find(({ code }) => code === level);
    return held === undefined || held === last
      ? []
      : [
          finding(['cycle', 'tracks', index, 'level'], 'cycle.unsupported.level', {
            level: held.name,
            last: last?.name ?? '',
          }),
        ];
  });
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
