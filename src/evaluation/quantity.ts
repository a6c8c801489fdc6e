/**
 * Reads a quantity as people of a locale type it ("1,250.5" in es-MX, "1.250,5" in es-ES) into thousandths of its unit.
 * A lone mark of the other kind with one or two digits behind it is taken as the decimal mark all the same.
 * Undefined for anything else, for zero and for what does not fit (over 9 billion units).
 */
export function parseQuantity(text: string, locale: string): number | undefined {
  const bare = text.replace(/[\s\u00a0]/g, '');
  const mark = decimalMark(locale);
  const group = mark === '.' ? ',' : '.';
  const usual = new RegExp(`^(\\d{1,3}(?:\\${group}\\d{3})+|\\d+)(?:\\${mark}(\\d{1,3}))?$`).exec(bare);
  const match = usual ?? new RegExp(`^(\\d+)\\${group}(\\d{1,2})$`).exec(bare);
  if (!match) return undefined;
  const whole = (match[1] as string).replaceAll(group, '');
  const milli = Number(whole + (match[2] ?? '').padEnd(3, '0'));
  return milli > 0 && milli <= 9_000_000_000_000 ? milli : undefined;
}

/** The quantity as the locale writes it, with no more digits than it has. */
export function formatQuantity(milli: number, locale: string): string {
  return (milli / 1000).toLocaleString(locale, { maximumFractionDigits: 3 });
}

function decimalMark(locale: string): string {
  return (
    new Intl.NumberFormat(locale).formatToParts(1.5).find((part) => part.type === 'decimal')?.value ?? '.'
  );
}
