import { May } from '../../ui/components/may.tsx';
import { usePage } from '../../ui/page-context.ts';
import { handlesPrivacy, seesTerms } from '../privacy-policy.ts';

const places = [
  { path: '/desk/privacy', label: 'privacy.desk.title', who: handlesPrivacy },
  { path: '/desk/privacy/notice', label: 'privacy.desk.notice', who: handlesPrivacy },
  { path: '/desk/privacy/terms', label: 'privacy.terms.title', who: seesTerms },
] as const;

/** The three desks of privacy, one beside the other. */
export function PrivacyPlaces() {
  const { t, href, here } = usePage();
  return (
    <nav class="places" aria-label={t('privacy.desk.places')}>
      <ul class="row">
        {places.map(({ path, label, who }) => (
          <May policy={who} key={path}>
            <li>
              <a href={href(path)} aria-current={here === path ? 'page' : undefined}>
                {t(label)}
              </a>
            </li>
          </May>
        ))}
      </ul>
    </nav>
  );
}
