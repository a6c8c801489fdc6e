/** For dates, money and plural forms: the locale itself, or Mexican Spanish where the machine knows nothing of it. */
export function knownLocale(locale: string): string {
  let known = found.get(locale);
  if (known === undefined) {
    known = Intl.NumberFormat.supportedLocalesOf(locale).length > 0 ? locale : 'es-MX';
    if (found.size < 100) found.set(locale, known);
  }
  return known;
}

const found = new Map<string, string>();
