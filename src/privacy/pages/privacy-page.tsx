import { z } from 'zod';
import { act, missing, page, redirect } from '../../platform/http/page.ts';
import { anyone, signedIn } from '../../platform/http/viewer.ts';
import { allRedactions } from '../../platform/redactions.ts';
import { Button, ButtonLink } from '../../ui/components/button.tsx';
import { Form } from '../../ui/components/form.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { Table } from '../../ui/components/table.tsx';
import { CitizenLayout } from '../../ui/layouts/citizen-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { acknowledgeNotice } from '../acknowledge-notice.ts';
import { type Term, termsOf } from '../keep-terms.ts';
import { mustSeeNotice, noticesOf, type PublishedNotice } from '../privacy-queries.ts';
import { NoticeText } from './notice-text.tsx';

interface Query {
  readonly version?: number | undefined;
}

interface Data {
  /** Undefined before the city has published one: the program's own text stands there. */
  readonly shown: PublishedNotice | undefined;
  readonly versions: readonly PublishedNotice[];
  readonly mustSee: boolean;
  readonly terms: readonly Term[];
  /** How often personal or unlawful content was taken out of sight. */
  readonly redacted: number;
}

export const privacyPage = page<Record<string, never>, Query, Data>({
  path: '/privacy',
  who: anyone,
  query: z.object({ version: z.coerce.number().int().min(1).max(100_000).optional().catch(undefined) }),
  load: async ({ tx, city, viewer, query }) => {
    const versions = await noticesOf(tx, city.id);
    const shown = query.version ? versions.find(({ version }) => version === query.version) : versions[0];
    if (query.version && !shown) return missing;
    const mustSee = viewer.personId !== null && (await mustSeeNotice(tx, city.id, viewer.personId));
    const redacted = (await allRedactions(tx, city.id)).length;
    return { shown, versions, mustSee, terms: await termsOf(tx, city.id), redacted };
  },
  acts: {
    seen: act({
      who: signedIn,
      input: z.object({}),
      run: async ({ tx, city, viewer, now }) => {
        await acknowledgeNotice(tx, { cityId: city.id, personId: viewer.personId as number, now });
        return redirect('/me', 'privacy.notice.noted');
      },
    }),
  },
  view: (data) => <Privacy {...data} />,
});

function Privacy({ shown, versions, mustSee, terms, redacted }: Data) {
  const { t, href, date, locale } = usePage();
  const text =
    shown?.texts[locale] ?? (shown && Object.values(shown.texts)[0]) ?? t('privacy.notice.built-in');
  const isNewest = !shown || shown === versions[0];
  return (
    <CitizenLayout title={t('privacy.notice.title')} width="text">
      <PageHeading
        title={t('privacy.notice.title')}
        lead={t('privacy.notice.lead')}
        kicker={
          shown?.publishedAt &&
          t('privacy.notice.version', { version: shown.version, day: date(shown.publishedAt) })
        }
        actions={
          <ButtonLink href={href('/me/data')} kind="quiet">
            {t('privacy.data.title')}
          </ButtonLink>
        }
      />
      {!isNewest && (
        <Notice tone="warn">
          <a href={href('/privacy')}>{t('privacy.notice.newer')}</a>
        </Notice>
      )}
      <NoticeText text={text} />
      {mustSee && isNewest && (
        <Form act="seen" id="seen">
          <Button>{t('privacy.notice.seen')}</Button>
        </Form>
      )}
      <Section title={t('privacy.terms.title')} id="terms">
        <p>{t('privacy.terms.lead')}</p>
        <Table
          caption={t('privacy.terms.title')}
          captionHidden
          stack
          rows={terms}
          rowKey={({ rule }) => rule.kind}
          columns={[
            { header: t('privacy.terms.what'), heading: true, cell: ({ rule }) => t(rule.title) },
            { header: t('privacy.terms.why'), cell: ({ rule }) => t(rule.why) },
            { header: t('privacy.terms.days'), cell: ({ days }) => t('privacy.terms.count', { days }) },
          ]}
        />
      </Section>
      <Section title={t('privacy.redactions.title')} id="redactions">
        <p>{t('privacy.redactions.count', { count: redacted })}</p>
      </Section>
      {versions.length > 1 && (
        <Section title={t('privacy.notice.older')}>
          <ul>
            {versions.slice(1).map(({ version, publishedAt }) => (
              <li key={version}>
                <a href={href(`/privacy?version=${version}`)}>
                  {t('privacy.notice.version', { version, day: publishedAt ? date(publishedAt) : '' })}
                </a>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </CitizenLayout>
  );
}
