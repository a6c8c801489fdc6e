import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { PageContextValue } from '../platform/http/page.ts';
import { formatMoney } from '../platform/money.ts';
import { type DateStyle, type Day, formatDate } from '../platform/time.ts';

export const PageContext = createContext<PageContextValue | null>(null);

/** What every view and component may ask of its page: words, addresses, money and dates as the reader writes them. */
export function usePage() {
  const page = useContext(PageContext);
  if (!page) throw new Error('a view is rendered outside a page');
  const { locale, city, url } = page;
  return {
    ...page,
    /** An address inside this city: href('/proposals'). */
    href: (path: string) => `${city.base}${path}` || '/',
    /** This address below the city's base, for `?next=`. */
    here: url.pathname.slice(city.base.length) + url.search,
    money: (minor: number) => formatMoney({ minor, currency: city.currency }, locale),
    date: (value: Date | Day, style: DateStyle = 'day') => formatDate(value, style, locale, city.timeZone),
    number: (value: number) => value.toLocaleString(locale),
  };
}
