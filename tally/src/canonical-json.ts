/**
 * One text for one value, so that the same count has the same bytes and the same hash everywhere.
 *
 * Source: RFC 8785 (JSON Canonicalization Scheme), restricted to what a count needs: strings, booleans, null, safe
 * integers, arrays and objects. No white space; members sorted by the UTF-16 units of their names; members that are
 * undefined left out. A fraction has no agreed text and is refused: amounts are integers or {num, den} texts.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new TypeError('a text with half a surrogate pair has no canonical form');
    return JSON.stringify(value);
  }
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new TypeError(`${value} is not a safe integer`);
    return String(value === 0 ? 0 : value);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object') {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => `${canonicalJson(name)}:${canonicalJson(member)}`);
    return `{${members.join(',')}}`;
  }
  throw new TypeError(`a ${typeof value} has no canonical form`);
}
