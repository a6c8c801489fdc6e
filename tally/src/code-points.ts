/**
 * The order of identifiers: by Unicode code point, the same on every machine and in every language.
 * A comparison by locale differs between machines; JavaScript's own `<` compares UTF-16 units, which places
 * U+10000 and above before U+E000 to U+FFFF. Sorting the UTF-8 bytes gives the order below.
 */

/** Negative, zero or positive, for Array.prototype.sort. */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return lift(x) - lift(y);
  }
  return a.length - b.length;
}

/** Moves surrogates (the halves of code points from U+10000 on) above every other UTF-16 unit. */
function lift(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
