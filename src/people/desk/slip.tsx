import { ButtonLink } from '../../ui/components/button.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { PageHeading } from '../../ui/components/page-heading.tsx';
import { PlainLayout } from '../../ui/layouts/plain-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { showFolio } from '../folio.ts';

interface Props {
  readonly folio: string;
  readonly pin: string;
  readonly name: string | null;
  /** The ticket of the person's page. */
  readonly back: string;
}

/** What the officer prints and hands over. Nobody can show this PIN again. */
export function Slip({ folio, pin, name, back }: Props) {
  const { t, href, url, city } = usePage();
  return (
    <PlainLayout title={t('people.slip.title')}>
      <article class="slip stack">
        <PageHeading kicker={city.name} title={t('people.slip.title')} {...(name && { lead: name })} />
        <dl class="slip-codes">
          <div>
            <dt>{t('people.folio')}</dt>
            <dd>{showFolio(folio)}</dd>
          </div>
          <div>
            <dt>{t('people.pin')}</dt>
            <dd>{pin}</dd>
          </div>
        </dl>
        <p>{t('people.slip.how', { address: `${url.host}${href('/sign-in/folio')}` })}</p>
        <p>{t('people.slip.keep')}</p>
      </article>
      <div class="no-print stack">
        <Notice tone="warn">{t('people.slip.once')}</Notice>
        <ButtonLink href={href(`/desk/counter/${back}`)} kind="quiet" icon="back">
          {t('people.slip.back')}
        </ButtonLink>
      </div>
    </PlainLayout>
  );
}
