/** Exact arithmetic on whole numbers that may pass 2^53. */

/** The sign of a·b − c·d for safe integers: doubles where they are exact, BigInt beyond. */
export function compareProducts(a: number, b: number, c: number, d: number): number {
  const left = a * b;
  const right = c * d;
  if (Number.isSafeInteger(left) && Number.isSafeInteger(right)) return Math.sign(left - right);
  const difference = BigInt(a) * BigInt(b) - BigInt(c) * BigInt(d);
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
}

/** The least whole number ≥ a·b / c, for safe integers a, b ≥ 0 and c > 0. */
export function ceilOfRatio(a: number, b: number, c: number): number {
  const product = BigInt(a) * BigInt(b);
  return Number((product + BigInt(c) - 1n) / BigInt(c));
}
