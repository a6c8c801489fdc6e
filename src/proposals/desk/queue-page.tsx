import type { Cycle } from '../../cycle/cycle-queries.ts';
import { currentCycle } from '../../cycle/cycle-queries.ts';
import { type PageRequest, page } from '../../platform/http/page.ts';
import { ButtonLink } from '../../ui/components/button.tsx';
import { EmptyState } from '../../ui/components/empty-state.tsx';
import { PageHeading } from '../../ui/components/page-heading.tsx';
import { Pagination } from '../../ui/components/pagination.tsx';
import { SearchForm } from '../../ui/components/search-form.tsx';
import { SelectField } from '../../ui/components/select-field.tsx';
import { Table } from '../../ui/components/table.tsx';
import { StatusTag } from '../../ui/components/tag.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { categoryName, districtName, type Labels, labelsOf } from '../pages/labels.ts';
import { findPersonalData } from '../personal-data.ts';
import { mayRelease, readers } from '../proposal-policy.ts';
import {
  type QueuedProposal,
  type QueueFilter,
  queueFilter,
  queuePageSize,
  queueQuery,
  queueStates,
  releaseQueue,
} from './release-queue.ts';

interface QueueData {
  readonly cycle: Cycle | undefined;
  readonly labels: Labels;
  readonly filter: QueueFilter;
  readonly rows: readonly QueuedProposal[];
  readonly counts: Readonly<Record<(typeof queueStates)[number], number>>;
}

async function load({ tx, city, query: filter }: PageRequest<object, QueueFilter>): Promise<QueueData> {
  const cycle = await currentCycle(tx, city.id);
  if (!cycle) {
    const counts = { waiting: 0, held: 0, released: 0 };
    return { cycle, labels: { districts: [], categories: [], tracks: [] }, filter, rows: [], counts };
  }
  const queue = await releaseQueue(tx, city.id, cycle.id, filter);
  return { cycle, labels: await labelsOf(tx, cycle), filter, ...queue };
}

export const queuePage = page<Record<string, never>, QueueFilter, QueueData>({
  path: '/desk/proposals',
  who: readers,
  query: queueFilter,
  load,
  view: QueueView,
});

function QueueView(data: QueueData) {
  const { t, href, viewer } = usePage();
  const { cycle, filter, rows, counts } = data;
  return (
    <DeskLayout title={t('proposals.desk.title')}>
      <PageHeading
        title={t('proposals.desk.title')}
        kicker={cycle?.name}
        lead={t('proposals.desk.waiting', { count: counts.waiting })}
        actions={
          mayRelease(viewer) && (
            <ButtonLink kind="quiet" href={href('/desk/import')} icon="document">
              {t('proposals.import.title')}
            </ButtonLink>
          )
        }
      />
      <SearchForm action={href('/desk/proposals')} filtered={Boolean(filter.q)}>
        <SelectField
          name="state"
          label={t('proposals.desk.state')}
          options={queueStates.map((state) => ({
            value: state,
            label: t(`proposals.desk.state.${state}`, { count: counts[state] }),
          }))}
          empty={false}
          optional
        />
        <TextField name="q" type="search" label={t('proposals.desk.search')} optional />
      </SearchForm>
      {rows.length === 0 ? (
        <EmptyState
          title={t(filter.q ? 'proposals.desk.no-match' : `proposals.desk.none.${filter.state}`)}
          drawing="lens"
        />
      ) : (
        <QueueTable {...data} />
      )}
      <Pagination
        page={filter.page}
        pages={Math.ceil(counts[filter.state] / queuePageSize)}
        hrefOf={(wanted) => href(`/desk/proposals${queueQuery(filter, wanted)}`)}
      />
    </DeskLayout>
  );
}

function QueueTable({ rows, labels, filter }: QueueData) {
  const { t, href, date, number } = usePage();
  const query = queueQuery(filter);
  return (
    <Table
      caption={t('proposals.desk.title')}
      captionHidden
      rows={rows}
      rowKey={(row) => row.id}
      stack
      columns={[
        { header: t('proposals.folio'), tight: true, cell: (row) => row.folio },
        {
          header: t('proposals.proposal'),
          heading: true,
          cell: (row) => <a href={href(`/desk/proposals/${row.id}${query}`)}>{row.title}</a>,
        },
        { header: t('proposals.desk.findings'), cell: (row) => <Findings row={row} /> },
        {
          header: t('proposals.photos'),
          numeric: true,
          cell: (row) => (row.photos > 0 ? number(row.photos) : ''),
        },
        { header: t('proposals.district'), cell: (row) => districtName(labels, row.districtId) },
        { header: t('proposals.category'), cell: (row) => categoryName(labels, row.category) },
        { header: t('proposals.submitted'), tight: true, cell: (row) => date(row.submittedAt, 'short') },
      ]}
    />
  );
}

/** How many pieces of personal data the rules see in what was written. */
function Findings({ row }: { readonly row: QueuedProposal }) {
  const { t } = usePage();
  const count = [row.title, row.problem, row.idea, row.place].flatMap(findPersonalData).length;
  return count > 0 ? <StatusTag tone="warn">{t('proposals.desk.found', { count })}</StatusTag> : null;
}
