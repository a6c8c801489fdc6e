import { z } from 'zod';
import { act, page, pressedBy, redirect, refused } from '../../platform/http/page.ts';
import { Button } from '../../ui/components/button.tsx';
import { Form } from '../../ui/components/form.tsx';
import { May } from '../../ui/components/may.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { Table } from '../../ui/components/table.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { retentionRuns, setTerm, type Term, termsOf } from '../keep-terms.ts';
import { handlesPrivacy, seesTerms } from '../privacy-policy.ts';
import { PrivacyPlaces } from './privacy-places.tsx';

type None = Record<string, never>;

interface Data {
  readonly terms: readonly Term[];
  readonly runs: Awaited<ReturnType<typeof retentionRuns>>;
}

export const termsDesk = page<None, None, Data>({
  path: '/desk/privacy/terms',
  who: seesTerms,
  load: async ({ tx, city }) => ({
    terms: await termsOf(tx, city.id),
    runs: await retentionRuns(tx, city.id),
  }),
  acts: pressedBy(handlesPrivacy, {
    set: act({
      input: z.object({ kind: z.string().max(60), days: z.coerce.number().int().min(1).max(20_000) }),
      run: async ({ tx, city, viewer, now }, { kind, days }) => {
        const actorId = viewer.personId as number;
        const done = await setTerm(tx, { cityId: city.id, actorId, kind, days, now });
        return done.ok
          ? redirect('/desk/privacy/terms', 'privacy.terms.kept')
          : refused(`privacy.error.${done.reason}`, done.details, 'days');
      },
    }),
  }),
  view: (data) => <Terms {...data} />,
});

function Terms({ terms, runs }: Data) {
  const { t, date, number } = usePage();
  const titles = new Map(terms.map(({ rule }) => [rule.kind, rule.title]));
  return (
    <DeskLayout title={t('privacy.terms.title')}>
      <PageHeading title={t('privacy.terms.title')} lead={t('privacy.terms.desk-lead')} />
      <PrivacyPlaces />
      {terms.map(({ rule, days }) => (
        <Section key={rule.kind} title={t(rule.title)}>
          <p>{t(rule.why)}</p>
          <May
            policy={handlesPrivacy}
            otherwise={
              <p>
                {t('privacy.terms.days')}: {number(days)}
              </p>
            }
          >
            <Form act="set" id={rule.kind} hidden={{ kind: rule.kind }}>
              <TextField
                name="days"
                label={t('privacy.terms.days')}
                hint={t('privacy.terms.bounds', { least: rule.least, most: rule.most, days: rule.days })}
                value={String(days)}
                size="short"
                inputMode="numeric"
              />
              <Button kind="quiet">{t('privacy.terms.set')}</Button>
            </Form>
          </May>
        </Section>
      ))}
      <Section title={t('privacy.terms.runs')}>
        {runs.length === 0 ? (
          <p class="soft">{t('privacy.terms.no-runs')}</p>
        ) : (
          <Table
            caption={t('privacy.terms.runs')}
            captionHidden
            rows={runs}
            rowKey={({ day, kind }) => `${day} ${kind}`}
            columns={[
              { header: t('privacy.terms.day'), tight: true, cell: ({ day }) => date(day, 'short') },
              {
                header: t('privacy.terms.what'),
                heading: true,
                cell: ({ kind }) => {
                  const title = titles.get(kind);
                  return title ? t(title) : kind;
                },
              },
              { header: t('privacy.terms.removed'), numeric: true, cell: ({ removed }) => number(removed) },
            ]}
          />
        )}
      </Section>
    </DeskLayout>
  );
}
