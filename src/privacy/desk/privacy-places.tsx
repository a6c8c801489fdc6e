import { usePage } from '../../ui/page-context.ts';

const places = [
  { path: '/desk/privacy', label: 'privacy.desk.title' },
  { path: '/desk/privacy/notice', label: 'privacy.desk.notice' },
  { path: '/desk/privacy/terms', label: 'privacy.terms.title' },
] as const;

/** The three desks of privacy, one beside the other. */
export function PrivacyPlaces() {
  const { t, href, here } = usePage();
  return (
    <nav class="places" aria-label={t('privacy.desk.places')}>
      <ul class="row">
        {places.map(({ path, label }) => (
          <li key={path}>
            <a href={href(path)} aria-current={here === path ? 'page' : undefined}>
              {t(label)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
