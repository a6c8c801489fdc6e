import { z } from 'zod';
import { act, page, redirect, refused } from '../../platform/http/page.ts';
import { dayIn } from '../../platform/time.ts';
import { Actions, Button } from '../../ui/components/button.tsx';
import { EmptyState } from '../../ui/components/empty-state.tsx';
import { Form } from '../../ui/components/form.tsx';
import { PageHeading } from '../../ui/components/page-heading.tsx';
import { type Column, Table } from '../../ui/components/table.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { seesDecisions, signs } from '../evaluation-policy.ts';
import { type PreparedDecision, preparedDecisions } from './decision-list.ts';
import { deskCycle } from './desk-cycle.ts';
import { ticked } from './form-parts.ts';
import { OutcomeTag } from './state-tag.tsx';

/** What waits for a signature. One is read and signed on its own page; several are chosen here and confirmed on the next. */
export const decisionsPage = page<
  Record<string, never>,
  Record<string, never>,
  { readonly rows: PreparedDecision[] }
>({
  path: '/desk/decisions',
  who: seesDecisions,
  load: async (request) => {
    const { tx, city, viewer, now } = request;
    const cycle = await deskCycle(request);
    if (!cycle) return { rows: [] };
    const today = dayIn(city.timeZone, now);
    return { rows: await preparedDecisions(tx, { cityId: city.id, cycleId: cycle.id, viewer, today }) };
  },
  acts: {
    choose: act({
      who: signs,
      input: z.object({ cases: ticked }),
      run: async (_request, { cases }) =>
        cases.length === 0
          ? refused('evaluation.refusal.nothing-chosen', {}, 'cases')
          : redirect(`/desk/decisions/sign?cases=${cases.join(',')}`),
    }),
  },
  view: ({ rows }) => <DecisionsView rows={rows} />,
});

function DecisionsView({ rows }: { readonly rows: readonly PreparedDecision[] }) {
  const { t, viewer } = usePage();
  const signer = signs(viewer) === 'allowed';
  const title = t('evaluation.decisions');
  return (
    <DeskLayout title={title}>
      <PageHeading title={title} lead={t('evaluation.decisions-lead', { count: rows.length })} />
      {rows.length === 0 && (
        <EmptyState drawing="box" title={t('evaluation.nothing-to-sign')}>
          {t('evaluation.nothing-to-sign-hint')}
        </EmptyState>
      )}
      {rows.length > 0 && !signer && <DecisionTable rows={rows} />}
      {rows.length > 0 && signer && (
        <Form act="choose">
          <DecisionTable rows={rows} choose />
          <Actions>
            <Button>{t('evaluation.sign-chosen')}</Button>
          </Actions>
        </Form>
      )}
    </DeskLayout>
  );
}

interface TableProps {
  readonly rows: readonly PreparedDecision[];
  readonly choose?: boolean;
}

function DecisionTable({ rows, choose }: TableProps) {
  const { t, href, money, date, form } = usePage();
  const chosen = [form.values.cases ?? []].flat();
  const box = (row: PreparedDecision) =>
    row.ownWork ? (
      <small>{t('evaluation.own-work')}</small>
    ) : (
      <span class="choice">
        <input
          type="checkbox"
          name="cases"
          value={row.caseId}
          checked={chosen.includes(String(row.caseId))}
          aria-label={t('evaluation.choose-case', { folio: row.folio })}
        />
      </span>
    );
  const columns: Column<PreparedDecision>[] = [
    ...(choose ? [{ header: t('evaluation.choose'), cell: box }] : []),
    { header: t('evaluation.folio'), cell: (row) => <span class="folio">{row.folio}</span> },
    {
      header: t('evaluation.proposal'),
      heading: true,
      cell: (row) => <a href={href(`/desk/cases/${row.caseId}?state=prepared#decision`)}>{row.title}</a>,
    },
    { header: t('evaluation.district'), cell: (row) => row.district },
    { header: t('evaluation.outcome'), cell: (row) => <OutcomeTag outcome={row.outcome} /> },
    {
      header: t('evaluation.decided-cost'),
      numeric: true,
      cell: (row) => (row.cost === null ? '' : money(row.cost)),
    },
    { header: t('evaluation.prepared-at'), cell: (row) => date(row.preparedAt, 'short') },
  ];
  return (
    <Table
      caption={t('evaluation.decisions')}
      captionHidden
      columns={columns}
      rows={rows}
      rowKey={(row) => row.caseId}
      stack
    />
  );
}
