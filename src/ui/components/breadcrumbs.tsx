import { usePage } from '../page-context.ts';

export interface Crumb {
  readonly label: string;
  readonly href: string;
}

/** The way back; the page itself is not part of it, its heading says where one is. */
export function Breadcrumbs({ trail }: { readonly trail: readonly Crumb[] }) {
  const { t } = usePage();
  return (
    <nav class="breadcrumbs" aria-label={t('ui.breadcrumbs')}>
      <ol>
        {trail.map((crumb) => (
          <li key={crumb.href}>
            <a href={crumb.href}>{crumb.label}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
