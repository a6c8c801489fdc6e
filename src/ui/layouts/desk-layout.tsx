import type { ComponentChildren } from 'preact';
import { deskGroups } from '../../platform/http/page.ts';
import { Icon } from '../components/icon.tsx';
import { usePage } from '../page-context.ts';
import {
  Answers,
  CityName,
  DemoBar,
  LanguageSwitch,
  NavigationLinks,
  SessionLinks,
  SkipLinks,
  useNavigation,
} from './chrome.tsx';
import { Document, type LayoutProps } from './document.tsx';

interface Props extends LayoutProps {
  /** A third column beside the content: the case's facts, a help text. */
  readonly aside?: ComponentChildren;
}

/** Pages for civil servants: dense, wide, the stages of the work at the side. */
export function DeskLayout({ aside, children, ...head }: Props) {
  const { t } = usePage();
  return (
    <Document {...head} class="desk" indexed={false}>
      <SkipLinks navigation />
      <DemoBar />
      <header class="desk-header">
        <CityName />
        <LanguageSwitch />
        <SessionLinks desk />
      </header>
      <div class="desk-frame">
        <nav id="navigation" class="desk-nav" tabIndex={-1} aria-label={t('layout.desk-navigation')}>
          <DeskLinks />
        </nav>
        <details class="desk-menu">
          <summary>
            <Icon name="menu" />
            {t('layout.menu')}
          </summary>
          <nav aria-label={t('layout.desk-navigation')}>
            <DeskLinks />
          </nav>
          <LanguageSwitch />
        </details>
        <main id="content" class="desk-content" tabIndex={-1}>
          <Answers />
          {children}
        </main>
        {aside && (
          <aside class="desk-aside" aria-label={t('layout.beside')}>
            {aside}
          </aside>
        )}
      </div>
    </Document>
  );
}

/** What waits for oneself on top, then the stages of the work. */
function DeskLinks() {
  const { t } = usePage();
  const items = useNavigation('desk');
  const among = items.map(({ href }) => href);
  const grouped = deskGroups
    .map((group) => ({ group, items: items.filter((item) => item.group === group) }))
    .filter(({ items: some }) => some.length > 0);
  return (
    <>
      <NavigationLinks items={items.filter(({ group }) => !group)} among={among} />
      {grouped.map(({ group, items: some }) => (
        <div class="desk-group" key={group}>
          <p>{t(`layout.group.${group}`)}</p>
          <NavigationLinks items={some} among={among} />
        </div>
      ))}
    </>
  );
}
