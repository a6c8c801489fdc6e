import { type SectionName, sectionNames } from './blueprint.ts';
import type { JsonPath } from './json-path.ts';

/** One difference between two documents; the value is undefined on the side that does not have it. */
export interface Change {
  readonly section: SectionName;
  /** In the newer document, or in the older one where only that has it. Items of lists by their place there. */
  readonly path: JsonPath;
  readonly was: unknown;
  readonly is: unknown;
}

/** What is different in each section, in the order of the sections. Items of lists are recognised by their codes. */
export function diffBlueprints(was: unknown, is: unknown): Change[] {
  return sectionNames.flatMap((section) =>
    differences(of(was, section) ?? {}, of(is, section) ?? {}, [section]).map((one) => ({ section, ...one })),
  );
}

type Difference = Omit<Change, 'section'>;

function differences(was: unknown, is: unknown, path: JsonPath): Difference[] {
  if (same(was, is) || (isNothing(was) && isNothing(is))) return [];
  if (Array.isArray(was) && Array.isArray(is)) {
    const before = byKey(was);
    const after = byKey(is);
    if (!before || !after) return [{ path, was, is }];
    return listDifferences(before, after, path);
  }
  if (isRecord(was) && isRecord(is)) {
    const names = new Set([...Object.keys(was), ...Object.keys(is)]);
    return [...names].flatMap((name) => differences(was[name], is[name], [...path, name]));
  }
  return [{ path, was, is }];
}

type Keyed = ReadonlyMap<string, { readonly index: number; readonly item: unknown }>;

function listDifferences(before: Keyed, after: Keyed, path: JsonPath): Difference[] {
  const changed = [...after].flatMap(([key, { index, item }]) =>
    differences(before.get(key)?.item, item, [...path, index]),
  );
  const gone = [...before].flatMap(([key, { index, item }]) =>
    after.has(key) ? [] : [{ path: [...path, index], was: item, is: undefined }],
  );
  return [...changed, ...gone];
}

/** What an item of a list is called by, whatever its place; undefined for lists of plain values. */
function byKey(list: readonly unknown[]): Keyed | undefined {
  const keyed = new Map<string, { index: number; item: unknown }>();
  for (const [index, item] of list.entries()) {
    const key = isRecord(item) ? keyOf(item) : undefined;
    if (key === undefined || keyed.has(key)) return undefined;
    keyed.set(key, { index, item });
  }
  return keyed;
}

function keyOf(item: Readonly<Record<string, unknown>>): string | undefined {
  const parts = ['code', 'kind', 'role', 'track', 'district', 'department'].flatMap((name) =>
    typeof item[name] === 'string' ? [`${name} ${item[name]}`] : [],
  );
  if (parts[0]?.startsWith('code ')) return parts[0];
  if (parts.length > 0) return parts.join(' ');
  return typeof item.name === 'string' ? item.name : undefined;
}

function of(document: unknown, section: string): unknown {
  return isRecord(document) ? document[section] : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A table or list that holds nothing says no more than one that is not there. */
function isNothing(value: unknown): boolean {
  return (
    value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0)
  );
}

/** By value; the order of keys says nothing. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => same(item, b[index]));
  }
  if (!isRecord(a) || !isRecord(b)) return false;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => same(a[name], b[name]));
}
