import type { ComponentChildren } from 'preact';
import { BrandMark } from '../components/brand-mark.tsx';
import { Icon } from '../components/icon.tsx';
import { usePage } from '../page-context.ts';
import { Arcade } from './arcade.tsx';
import {
  Answers,
  BlackoutBar,
  CityName,
  DemoBar,
  FooterLinks,
  LanguageSwitch,
  NavigationLinks,
  SessionLinks,
  SkipLinks,
  useNavigation,
} from './chrome.tsx';
import { Document, type LayoutProps } from './document.tsx';

interface Props extends LayoutProps {
  /** Across the whole width above the content, such as the front page's opening. */
  readonly hero?: ComponentChildren;
  /** Running text gets a comfortable line; lists and maps want the width. */
  readonly width?: 'text' | 'wide';
}

/** Every page for citizens. */
export function CitizenLayout({ hero, width = 'wide', children, ...head }: Props) {
  const { quiet } = usePage();
  return (
    <Document {...head} class="citizen" indexed>
      <SkipLinks />
      <DemoBar />
      <BlackoutBar />
      <CitizenHeader />
      <main id="content" tabIndex={-1}>
        <div class="answers wrap">
          <Answers />
        </div>
        {hero && (
          <div class="hero">
            {hero}
            {!quiet?.images && <Arcade />}
          </div>
        )}
        <div class={`wrap content content-${width}`}>{children}</div>
      </main>
      <CitizenFooter />
    </Document>
  );
}

/** The menu stands twice in the document, folded for phones and open for desks; only one of them is ever shown or read. */
function CitizenHeader() {
  const { t } = usePage();
  const items = useNavigation('citizen');
  return (
    <header class="site-header">
      <div class="wrap site-bar">
        <CityName />
        <nav class="site-nav" aria-label={t('layout.main-navigation')}>
          <NavigationLinks items={items} />
        </nav>
        <div class="site-session">
          <SessionLinks />
        </div>
        <details class="site-menu">
          <summary>
            <Icon name="menu" />
            {t('layout.menu')}
          </summary>
          <nav aria-label={t('layout.main-navigation')}>
            <NavigationLinks items={items} />
            <SessionLinks />
          </nav>
        </details>
      </div>
    </header>
  );
}

function CitizenFooter() {
  const { city, t } = usePage();
  return (
    <footer class="site-footer">
      <div class="wrap footer-grid">
        <div>
          <p class="footer-city">{city.name}</p>
          <p>{t('layout.footer-about')}</p>
          {city.contact && <p class="footer-contact">{city.contact}</p>}
        </div>
        <FooterLinks />
        <LanguageSwitch />
        <p class="footer-made">
          <BrandMark /> {t('layout.made-with')}
        </p>
      </div>
    </footer>
  );
}
