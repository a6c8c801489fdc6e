import { Answers, CityName, DemoBar, FooterLinks, LanguageSwitch, SkipLinks } from './chrome.tsx';
import { Document, type LayoutProps } from './document.tsx';

/** One thing on a quiet page: signing in, an error, a confirmation. */
export function PlainLayout({ children, ...head }: LayoutProps) {
  return (
    <Document {...head} class="plain" indexed={false}>
      <SkipLinks />
      <DemoBar />
      <header class="plain-header">
        <CityName />
      </header>
      <main id="content" class="plain-content" tabIndex={-1}>
        <Answers />
        {children}
      </main>
      <footer class="plain-footer">
        <FooterLinks />
        <LanguageSwitch />
      </footer>
    </Document>
  );
}
