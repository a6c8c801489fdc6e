/** Where in a document: ['cycle', 'phases', 2, 'opens']. */
export type JsonPath = readonly (string | number)[];

/** As a person reads it: 'cycle.phases[2].opens'. */
export function formatPath(path: JsonPath): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
}

/** The other way round; null for what no formatPath writes. */
export function parsePath(text: string): JsonPath | null {
  const parts = text.match(/[^.[\]]+|\[\d+\]/g) ?? [];
  const path = parts.map((part) => (part.startsWith('[') ? Number(part.slice(1, -1)) : part));
  return formatPath(path) === text ? path : null;
}

export function valueAt(document: unknown, path: JsonPath): unknown {
  let at: unknown = document;
  for (const part of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return undefined;
    at = (at as Record<string | number, unknown>)[part];
  }
  return at;
}

/** A copy of the document with another value at a place that exists. */
export function withValueAt<Document>(document: Document, path: JsonPath, value: unknown): Document {
  const copy = structuredClone(document);
  const holder = valueAt(copy, path.slice(0, -1)) as Record<string | number, unknown> | undefined;
  const last = path.at(-1);
  if (holder === undefined || last === undefined || !Object.hasOwn(holder, last)) {
    throw new RangeError(`no place ${formatPath(path)} in this document`);
  }
  holder[last] = value;
  return copy;
}

/** The places of all nulls, in the order of the document. */
export function nullsIn(document: unknown, at: JsonPath = []): JsonPath[] {
  if (document === null) return [at];
  if (typeof document !== 'object') return [];
  return Object.entries(document).flatMap(([key, value]) =>
    nullsIn(value, [...at, Array.isArray(document) ? Number(key) : key]),
  );
}
