import { namesOf } from '../../people/people-queries.ts';
import { page } from '../../platform/http/page.ts';
import { allRedactions, type Redaction } from '../../platform/redactions.ts';
import { EmptyState } from '../../ui/components/empty-state.tsx';
import { PageHeading } from '../../ui/components/page-heading.tsx';
import { Table } from '../../ui/components/table.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { seesRedactions } from '../privacy-policy.ts';

type None = Record<string, never>;
type Row = Redaction & { readonly who: string };

/** What was taken out of sight: what, where, why, who and when. */
export const redactionsDesk = page<None, None, readonly Row[]>({
  path: '/desk/redactions',
  who: seesRedactions,
  load: async ({ tx, city }) => {
    const redactions = await allRedactions(tx, city.id);
    const names = await namesOf(
      tx,
      city.id,
      redactions.map(({ doneBy }) => doneBy),
    );
    return redactions.map((one) => ({ ...one, who: names.get(one.doneBy) ?? '—' }));
  },
  view: (rows) => <Redactions rows={rows} />,
});

function Redactions({ rows }: { readonly rows: readonly Row[] }) {
  const { t, href, date } = usePage();
  return (
    <DeskLayout title={t('privacy.redactions.title')}>
      <PageHeading title={t('privacy.redactions.title')} lead={t('privacy.redactions.lead')} />
      {rows.length === 0 ? (
        <EmptyState title={t('privacy.redactions.none')} drawing="bench">
          {t('privacy.redactions.none-text')}
        </EmptyState>
      ) : (
        <Table
          caption={t('privacy.redactions.title')}
          captionHidden
          stack
          rows={rows}
          columns={[
            { header: t('privacy.redactions.when'), cell: ({ at }) => date(at, 'moment') },
            { header: t('privacy.redactions.what'), cell: ({ what }) => t(what) },
            {
              header: t('privacy.redactions.where'),
              heading: true,
              cell: (row) => <a href={href(row.href)}>{row.label}</a>,
            },
            { header: t('privacy.redactions.why'), cell: ({ reason }) => reason },
            { header: t('privacy.redactions.who'), cell: ({ who }) => who },
          ]}
        />
      )}
    </DeskLayout>
  );
}
