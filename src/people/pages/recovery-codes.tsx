import { ButtonLink } from '../../ui/components/button.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { PageHeading } from '../../ui/components/page-heading.tsx';
import { PlainLayout } from '../../ui/layouts/plain-layout.tsx';
import { usePage } from '../../ui/page-context.ts';

interface Props {
  readonly codes: readonly string[];
  readonly next: string;
}

/** The only time the codes are seen: the database has digests. */
export function RecoveryCodes({ codes, next }: Props) {
  const { t, href, city } = usePage();
  return (
    <PlainLayout title={t('people.recovery.title')}>
      <PageHeading title={t('people.recovery.title')} lead={t('people.recovery.lead', { city: city.name })} />
      <ul class="code-list">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <Notice tone="warn">{t('people.recovery.once')}</Notice>
      <ButtonLink href={href(next)}>{t('people.recovery.saved')}</ButtonLink>
    </PlainLayout>
  );
}
