import type { Finding } from './finding.ts';
import { parsePath, valueAt } from './json-path.ts';

/**
 * A copy of a document without the items of lists that this program cannot do yet: a way of voting, say. What is not an
 * item of a list stays and has to be changed by hand.
 */
export function withoutUnsupported<Document>(document: Document, unsupported: readonly Finding[]): Document {
  const copy = structuredClone(document);
  const items = unsupported.flatMap(({ path }) => {
    const place = parsePath(path) ?? [];
    const last = place.at(-1);
    const list = valueAt(copy, place.slice(0, -1));
    return typeof last === 'number' && Array.isArray(list) ? [{ list, last }] : [];
  });
  // From the back, so that no item is moved before it is its turn.
  for (const { list, last } of items.toSorted((a, b) => b.last - a.last)) list.splice(last, 1);
  return copy;
}
