import { knownLocale } from './i18n/known-locale.ts';

/** Money is integer minor units (centavos) with an ISO 4217 currency; never a float. */
export interface Money {
  readonly minor: number;
  readonly currency: string;
}

const digitsOf = new Map<string, number>();

/** Digits after the decimal point of a currency, by CLDR (MXN 2, JPY 0). */
export function minorDigits(currency: string): number {
  let digits = digitsOf.get(currency);
  if (digits === undefined) {
    digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
      .maximumFractionDigits as number;
    digitsOf.set(currency, digits);
  }
  return digits;
}

/**
 * Reads an amount as people type it ("1,250,000.50", "$ 1 250 000", "1250000") into minor units.
 * The decimal mark is the last of `.` and `,` that is followed by one or two digits at the end.
 * Returns undefined for anything that is not an amount of at most 9 quadrillion minor units.
 */
export function parseAmount(text: string, currency: string): number | undefined {
  const bare = text.replace(/[\s$€£\u00a0]|MXN|EUR|USD/gi, '');
  const match = /^(\d+|\d{1,3}(?:,\d{3})+(?=\.|$)|\d{1,3}(?:\.\d{3})+(?=,|$))(?:[.,](\d{1,2}))?$/.exec(bare);
  if (!match) return undefined;
  const digits = minorDigits(currency);
  const whole = (match[1] as string).replace(/[.,]/g, '');
  const fraction = (match[2] ?? '').padEnd(digits, '0').slice(0, digits);
  const minor = Number(whole + fraction);
  return Number.isSafeInteger(minor) ? minor : undefined;
}

const formats = new Map<string, Intl.NumberFormat>();

/** "$1,250,000" in the reader's locale; cents only when there are any. */
export function formatMoney({ minor, currency }: Money, locale: string): string {
  const digits = minorDigits(currency);
  const shown = minor % 10 ** digits === 0 ? 0 : digits;
  const key = `${locale}|${currency}|${shown}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(knownLocale(locale), {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: shown,
      maximumFractionDigits: shown,
    });
    formats.set(key, format);
  }
  return format.format(minor / 10 ** digits);
}
