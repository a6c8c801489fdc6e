import type { CityFacts } from '../platform/http/city.ts';
import { emptyForm } from '../platform/http/form.ts';
import type { PageContextValue } from '../platform/http/page.ts';
import { anyone, visitor } from '../platform/http/viewer.ts';
import { type Texts, translator } from '../platform/i18n/texts.ts';
import { uiTexts } from './texts.ts';

export const sampleCity: CityFacts = {
  id: 1,
  slug: 'san-pedro',
  name: 'San Pedro Garza García',
  timeZone: 'America/Monterrey',
  currency: 'MXN',
  locales: ['es-MX', 'en'],
  base: '',
  words: {},
  demo: false,
};

/** A page's context without a server, for tests of views and for the gallery's. `texts` are words of other modules. */
export function samplePage(over: Partial<PageContextValue> = {}, texts: Texts = {}): PageContextValue {
  let pressed = 0;
  const locale = over.locale ?? 'es-MX';
  return {
    t: translator(locale, [uiTexts.es, locale.startsWith('en') ? uiTexts.en : {}, texts]),
    locale,
    city: sampleCity,
    viewer: visitor,
    now: new Date('2027-04-12T18:00:00Z'),
    url: new URL('https://sanpedro.example/proposals?zone=3'),
    form: emptyForm,
    notice: undefined,
    once: () => `once-${++pressed}`,
    navigation: [
      { href: '/proposals', label: 'layout.desk', who: anyone, place: 'citizen' },
      { href: '/map', label: 'ui.map', who: anyone, place: 'citizen' },
      { href: '/desk/cases', label: 'layout.desk', who: anyone, place: 'desk' },
      { href: '/desk/map', label: 'ui.map', who: anyone, place: 'desk' },
    ],
    asset: (name) => `/assets/${name}`,
    ...over,
  };
}
