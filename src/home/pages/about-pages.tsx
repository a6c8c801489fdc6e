import { page } from '../../platform/http/page.ts';
import { anyone } from '../../platform/http/viewer.ts';
import { PageHeading } from '../../ui/components/page-heading.tsx';
import { CitizenLayout } from '../../ui/layouts/citizen-layout.tsx';
import { usePage } from '../../ui/page-context.ts';

/** What every footer leads to. */
export const accessibilityPage = page({
  path: '/accessibility',
  who: anyone,
  load: async () => ({}),
  view: () => <Accessibility />,
});
export const statusPage = page({
  path: '/status',
  who: anyone,
  load: async () => ({}),
  view: () => <Status />,
});

function Accessibility() {
  const { t } = usePage();
  return (
    <CitizenLayout title={t('home.about.accessibility')} width="text">
      <PageHeading title={t('home.about.accessibility')} lead={t('home.about.accessibility-lead')} />
      <p>{t('home.about.accessibility-text')}</p>
    </CitizenLayout>
  );
}

function Status() {
  const { t, date, now } = usePage();
  return (
    <CitizenLayout title={t('home.about.status')} width="text">
      <PageHeading title={t('home.about.status')} lead={t('home.about.status-lead')} />
      <p>{t('home.about.status-text', { moment: date(now, 'moment') })}</p>
    </CitizenLayout>
  );
}
