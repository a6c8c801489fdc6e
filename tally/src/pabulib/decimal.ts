/** Decimal numbers as files write them, kept exact: "50000", "50000.0", "1234,56". */

export interface Decimal {
  readonly digits: bigint;
  /** Number of decimals, without trailing zeros. */
  readonly scale: number;
}

/** null when the text is not a decimal number. */
export function parseDecimal(text: string): Decimal | null {
  const match = /^([+-]?)(\d{1,30})(?:[.,](\d{1,12}))?$/.exec(text.trim());
  if (match === null) return null;
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  const digits = BigInt((match[2] ?? '') + fraction);
  return { digits: match[1] === '-' ? -digits : digits, scale: fraction.length };
}

/** The number in units of 1/perUnit; null when it does not fit exactly or passes 2^53. `perUnit` is a power of ten. */
export function toMinor(value: Decimal, perUnit: number): number | null {
  const scaled = value.digits * BigInt(perUnit);
  const divisor = 10n ** BigInt(value.scale);
  if (scaled % divisor !== 0n) return null;
  const minor = Number(scaled / divisor);
  return Number.isSafeInteger(minor) ? minor : null;
}

/** An amount in minor units as a decimal of the currency unit: 1250 with 100 minor units is "12.5". */
export function formatMinor(minor: number, perUnit: number): string {
  if (perUnit === 1) return String(minor);
  const decimals = String(perUnit).length - 1;
  const digits = String(Math.abs(minor)).padStart(decimals + 1, '0');
  const fraction = digits.slice(-decimals).replace(/0+$/, '');
  return (minor < 0 ? '-' : '') + digits.slice(0, -decimals) + (fraction === '' ? '' : `.${fraction}`);
}
