import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { quietAt } from '../platform/blackout.ts';
import type { PageContextValue } from '../platform/http/page.ts';
import { knownLocale } from '../platform/i18n/known-locale.ts';
import { formatMoney } from '../platform/money.ts';
import { type DateStyle, type Day, formatDate } from '../platform/time.ts';

export const PageContext = createContext<PageContextValue | null>(null);

/** What every view and component may ask of its page: words, addresses, money and dates as the reader writes them. */
export function usePage(): PageWords {
  const page = useContext(PageContext);
  if (!page) throw new Error('a view is rendered outside a page');
  let words = ready.get(page);
  if (!words) {
    words = wordsOf(page);
    ready.set(page, words);
  }
  return words;
}

type PageWords = ReturnType<typeof wordsOf>;

/** Made once for each page, because a list asks in every line. */
const ready = new WeakMap<PageContextValue, PageWords>();

function wordsOf(page: PageContextValue) {
  const { locale, city, url } = page;
  return {
    ...page,
    /** What a blackout stops now; undefined outside every one. */
    quiet: quietAt(city.blackouts, city.timeZone, page.now),
    /** An address inside this city: href('/proposals'). */
    href: (path: string) => `${city.base}${path}` || '/',
    /** This address below the city's base, for `?next=`. */
    here: url.pathname.slice(city.base.length) + url.search,
    money: (minor: number) => formatMoney({ minor, currency: city.currency }, locale),
    date: (value: Date | Day, style: DateStyle = 'day') => formatDate(value, style, locale, city.timeZone),
    number: (value: number) => numberFormat(locale).format(value),
  };
}

const numberFormats = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: string): Intl.NumberFormat {
  let format = numberFormats.get(locale);
  if (!format) {
    format = new Intl.NumberFormat(knownLocale(locale));
    numberFormats.set(locale, format);
  }
  return format;
}
