import { accountPage } from '../people/account-slots.ts';
import { counterPerson } from '../people/counter-slots.ts';
import type { Fill } from '../platform/http/slot.ts';
import { fill } from '../platform/http/slot.ts';
import { ButtonLink } from '../ui/components/button.tsx';
import { Details } from '../ui/components/details.tsx';
import { Notice } from '../ui/components/notice.tsx';
import { Section } from '../ui/components/page-heading.tsx';
import { usePage } from '../ui/page-context.ts';
import { CounterRequestForm } from './desk/counter-request.tsx';
import { mustSeeNotice } from './privacy-queries.ts';

/**
 * On a person's own page the way to her data, and a word where the notice has changed; at the counter a request that she makes
 * there.
 */
export const privacyFills: readonly Fill[] = [
  fill(accountPage, async ({ tx, city }, { personId }) => (
    <OwnData mustSee={await mustSeeNotice(tx, city.id, personId)} />
  )),
  fill(counterPerson, async (_request, { ticket }) => <AtCounter ticket={ticket} />),
];

function AtCounter({ ticket }: { readonly ticket: string }) {
  const { t } = usePage();
  return (
    <Section title={t('privacy.counter.title')}>
      <Details summary={t('privacy.counter.open')}>
        <CounterRequestForm ticket={ticket} />
      </Details>
    </Section>
  );
}

function OwnData({ mustSee }: { readonly mustSee: boolean }) {
  const { t, href } = usePage();
  return (
    <Section title={t('privacy.data.title')}>
      {mustSee && (
        <Notice tone="warn" title={t('privacy.notice.changed')}>
          <a href={href('/privacy')}>{t('privacy.notice.read')}</a>
        </Notice>
      )}
      <p>{t('privacy.data.lead')}</p>
      <ButtonLink href={href('/me/data')} kind="quiet">
        {t('privacy.data.see')}
      </ButtonLink>
    </Section>
  );
}
