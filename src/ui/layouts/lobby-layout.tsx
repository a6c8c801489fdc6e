import { usePage } from '../page-context.ts';
import { Answers, CityName, LanguageSwitch, SkipLinks } from './chrome.tsx';
import { Document, type LayoutProps } from './document.tsx';

/** What stands before any city: the list of cities, the set-up of a new one. No city's links, because there is none. */
export function LobbyLayout({ children, ...head }: LayoutProps) {
  const { t } = usePage();
  return (
    <Document {...head} class="plain lobby" indexed={false}>
      <SkipLinks />
      <header class="plain-header">
        <CityName />
      </header>
      <main id="content" class="plain-content" tabIndex={-1}>
        <Answers />
        {children}
      </main>
      <footer class="plain-footer">
        <p>{t('layout.made-with')}</p>
        <LanguageSwitch />
      </footer>
    </Document>
  );
}
