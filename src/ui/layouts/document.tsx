import type { ComponentChildren } from 'preact';
import { usePage } from '../page-context.ts';

/** What a view says about its document, whatever its layout. */
export interface LayoutProps {
  /** Also the browser's tab: short, and different from every other page's. */
  readonly title: string;
  /** One sentence for search engines and shared links. */
  readonly description?: string | undefined;
  /** Names of built assets for pages with an island: 'map.js'. */
  readonly scripts?: readonly string[];
  readonly styles?: readonly string[];
  readonly children: ComponentChildren;
}

interface DocumentProps extends LayoutProps {
  readonly class: string;
  /** False for pages that no search engine should keep. */
  readonly indexed: boolean;
}

/** The whole HTML document around a layout. */
export function Document({ class: name, indexed, children, ...head }: DocumentProps) {
  const { locale } = usePage();
  return (
    <html lang={locale}>
      <Head {...head} indexed={indexed} />
      <body class={name}>{children}</body>
    </html>
  );
}

function Head({
  title,
  description,
  scripts = [],
  styles = [],
  indexed,
}: Omit<DocumentProps, 'class' | 'children'>) {
  const { t, city, asset, url, form, quiet } = usePage();
  const marked = city.practice ? t('layout.practice-title', { title }) : title;
  const shown = form.errors.length > 0 ? t('form.error-title', { title: marked }) : marked;
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{title === city.name ? shown : `${shown} · ${city.name}`}</title>
      <meta name="description" content={description ?? t('layout.description', { city: city.name })} />
      <meta name="color-scheme" content="light dark" />
      <meta name="theme-color" media="(prefers-color-scheme: light)" content="#f7f5f0" />
      <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#141a1b" />
      {indexed && !city.practice ? (
        <link rel="canonical" href={canonical(url)} />
      ) : (
        <meta name="robots" content="noindex" />
      )}
      <link rel="icon" href={(!quiet?.images && city.crest) || asset('favicon.svg')} />
      <link
        rel="preload"
        href={asset('faustina-latin-wght-normal.woff2')}
        as="font"
        type="font/woff2"
        crossOrigin="anonymous"
      />
      <link rel="stylesheet" href={asset('main.css')} />
      {styles.map((name) => (
        <link rel="stylesheet" href={asset(name)} key={name} />
      ))}
      {city.theme && !quiet?.images && <link rel="stylesheet" href={city.theme} />}
      {scripts.map((name) => (
        <script type="module" src={asset(name)} key={name} />
      ))}
    </head>
  );
}

/** The language is a reader's choice, not another page. */
function canonical(url: URL): string {
  const bare = new URL(url);
  bare.searchParams.delete('lang');
  bare.hash = '';
  return bare.href;
}
