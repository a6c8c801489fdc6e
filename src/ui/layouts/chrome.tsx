import type { NavigationItem } from '../../platform/http/page.ts';
import { BrandMark } from '../components/brand-mark.tsx';
import { Button } from '../components/button.tsx';
import { ErrorSummary } from '../components/error-summary.tsx';
import { Form } from '../components/form.tsx';
import { Notice } from '../components/notice.tsx';
import { usePage } from '../page-context.ts';
import { places } from './places.ts';

/** First in the document: whoever walks with the keyboard jumps over what every page repeats. */
export function SkipLinks({ navigation }: { readonly navigation?: boolean }) {
  const { t } = usePage();
  return (
    <div class="skip">
      <a href="#content">{t('layout.skip')}</a>
      {navigation && <a href="#navigation">{t('layout.skip-navigation')}</a>}
    </div>
  );
}

/** On every page of a demonstration and never elsewhere: the city's day, and what modules offer to play with. */
export function DemoBar() {
  const { city, t, date, now } = usePage();
  const items = useNavigation('demo').filter(({ href }) => href !== '/practice/people');
  if (city.practice) return <PracticeBar />;
  if (!city.demo) return null;
  return (
    <aside class="demo-bar" aria-label={t('layout.demo-bar')}>
      <p>{t('layout.demo', { day: date(now) })}</p>
      {items.length > 0 && <NavigationLinks items={items} />}
    </aside>
  );
}

/** On every page of a practice space, on paper too: that nothing here is real, and what there is to play with. */
function PracticeBar() {
  const { city, t, date, now, viewer } = usePage();
  const items = useNavigation('demo');
  return (
    <aside class="demo-bar practice-bar" aria-label={t('layout.practice-bar')}>
      <p>
        <strong>{t('layout.practice')}</strong> {t('layout.practice-text', { day: date(now) })}
        {viewer.name && ` ${t('layout.practice-you', { name: viewer.name })}`}
      </p>
      {viewer.personId !== null && (
        <>
          <NavigationLinks items={items} />
          <a href={`${city.practice?.base ?? ''}/desk/practice`}>{t('layout.practice-leave')}</a>
        </>
      )}
    </aside>
  );
}

/** On every page for citizens while a blackout lasts: that something stands still, until when, and what law asks for it. */
export function BlackoutBar() {
  const { t, date, quiet } = usePage();
  if (!quiet) return null;
  const day = date(new Date(quiet.until.getTime() - 1));
  return (
    <aside class="quiet-bar" aria-label={t('layout.blackout')}>
      <p>
        <strong>{t('layout.blackout')}.</strong>{' '}
        {t('layout.blackout-until', { day, law: quiet.laws.join(' · ') })}
      </p>
    </aside>
  );
}

/** The city's name with its coat of arms, or Cabildo's mark until it has set one. */
export function CityName() {
  const { city, href, t, quiet } = usePage();
  const crest = quiet?.images ? undefined : city.crest;
  return (
    <a class="city-name" href={href(places.home)}>
      {crest ? <img class="crest" src={crest} alt="" width="48" height="48" /> : <BrandMark />}
      <span class="city-words">
        <strong>{city.name}</strong>
        <span>{t('layout.programme')}</span>
      </span>
    </a>
  );
}

/** The items of one bar that this viewer may open. */
export function useNavigation(place: NavigationItem['place']): NavigationItem[] {
  const { navigation, viewer } = usePage();
  return navigation.filter((item) => item.place === place && item.who(viewer) !== 'forbidden');
}

interface LinksProps {
  readonly items: readonly NavigationItem[];
  /** All addresses of the bar, where it is drawn in several lists: only one of them is where one stands. */
  readonly among?: readonly string[];
}

export function NavigationLinks({ items, among }: LinksProps) {
  const { t, href, url } = usePage();
  const hrefs = items.map((item) => href(item.href));
  const here = currentOf(among?.map(href) ?? hrefs, url.pathname);
  return (
    <ul>
      {items.map((item, index) => (
        <li key={item.href}>
          <a href={hrefs[index]} aria-current={hrefs[index] === here ? 'page' : undefined}>
            {t(item.label)}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** The item whose address is this page's or the nearest above it: /proposals stands for /proposals/12. */
export function currentOf(hrefs: readonly string[], pathname: string): string | undefined {
  const above = hrefs.filter((href) => pathname === href || pathname.startsWith(`${href}/`));
  return above.sort((a, b) => b.length - a.length)[0];
}

export function SessionLinks({ desk }: { readonly desk?: boolean }) {
  const { viewer, t, href, here } = usePage();
  if (viewer.personId === null) {
    const back = encodeURIComponent(here);
    return (
      <div class="session">
        <a href={`${href(places.signIn)}?next=${back}`}>{t('layout.sign-in')}</a>
      </div>
    );
  }
  return (
    <div class="session">
      {desk && <a href={href(places.home)}>{t('layout.public-site')}</a>}
      {!desk && viewer.roles.length > 0 && <a href={href(places.desk)}>{t('layout.desk')}</a>}
      <a href={href(places.account)}>{viewer.name ?? t('layout.account')}</a>
      <Form act="sign-out" action={href(places.signOut)} inline>
        <Button kind="quiet" small>
          {t('layout.sign-out')}
        </Button>
      </Form>
    </div>
  );
}

/** Links, so that they work everywhere; each is written in its own language. */
export function LanguageSwitch() {
  const { city, locale, t, url } = usePage();
  if (city.locales.length < 2) return null;
  return (
    <nav class="languages" aria-label={t('layout.language')}>
      <ul>
        {city.locales.map((one) => (
          <li key={one}>
            <a
              href={inLanguage(url, one)}
              lang={one}
              hreflang={one}
              aria-current={one === locale ? 'true' : undefined}
            >
              {languageName(one)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function inLanguage(url: URL, locale: string): string {
  const query = new URLSearchParams(url.search);
  query.set('lang', locale);
  return `${url.pathname}?${query}`;
}

/** "Español" rather than "español de México": the region says nothing to who reads it. */
function languageName(locale: string): string {
  let name = languageNames.get(locale);
  if (name === undefined) {
    const language = new Intl.Locale(locale).language;
    const small = new Intl.DisplayNames([locale], { type: 'language' }).of(language) ?? locale;
    name = small.charAt(0).toLocaleUpperCase(locale) + small.slice(1);
    languageNames.set(locale, name);
  }
  return name;
}

/** Every page asks, and the answer takes a tenth of a page's time to find. */
const languageNames = new Map<string, string>();

/** What the server answers to the last act: done, or what is wrong. */
export function Answers() {
  const { notice } = usePage();
  return (
    <>
      {notice && (
        <Notice tone="good" live>
          {notice}
        </Notice>
      )}
      <ErrorSummary />
    </>
  );
}

export function FooterLinks() {
  const { t, href } = usePage();
  return (
    <ul class="footer-links">
      <li>
        <a href={href(places.privacy)}>{t('layout.privacy')}</a>
      </li>
      <li>
        <a href={href(places.accessibility)}>{t('layout.accessibility')}</a>
      </li>
      <li>
        <a href={href(places.status)}>{t('layout.status')}</a>
      </li>
      <li>
        <a href={href(places.openData)}>{t('layout.open-data')}</a>
      </li>
    </ul>
  );
}
