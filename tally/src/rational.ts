/** Fractions of whole numbers of any size. */

export interface Rational {
  readonly num: bigint;
  /** Above 0. */
  readonly den: bigint;
}

export function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

export function reduce({ num, den }: Rational): Rational {
  const common = gcd(num, den);
  return common <= 1n ? { num, den } : { num: num / common, den: den / common };
}

/** A fraction as texts, in lowest terms: JSON has no whole numbers of any size. */
export interface FractionText {
  readonly num: string;
  readonly den: string;
}

export function toText(value: Rational): FractionText {
  const { num, den } = reduce(value);
  return { num: String(num), den: String(den) };
}

/** The least whole number not below the fraction. */
export function ceilRational({ num, den }: Rational): bigint {
  const floor = num / den;
  return num > 0n && num % den !== 0n ? floor + 1n : floor;
}

/**
 * The nearest double, up to one unit in the last place: relative error below 2^-52. Works where numerator and
 * denominator alone would pass 10^308.
 */
export function toNumber({ num, den }: Rational): number {
  if (num === 0n) return 0;
  // 64 bits more in the quotient than in the difference of lengths: more than a double holds.
  const shift = BigInt(64 + 4 * (den.toString(16).length - num.toString(16).length));
  const quotient = shift >= 0n ? (num << shift) / den : num / (den << -shift);
  return Number(quotient) * 2 ** -Number(shift);
}
