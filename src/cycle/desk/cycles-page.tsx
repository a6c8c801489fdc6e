import { page } from '../../platform/http/page.ts';
import { ButtonLink } from '../../ui/components/button.tsx';
import { EmptyState } from '../../ui/components/empty-state.tsx';
import { May } from '../../ui/components/may.tsx';
import { PageHeading } from '../../ui/components/page-heading.tsx';
import { Table } from '../../ui/components/table.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import type { Cycle } from '../cycle.ts';
import { mayRunCycles, maySeeSetup } from '../cycle-policy.ts';
import { cyclesOf, phasesOf } from '../cycle-queries.ts';
import type { PhaseView } from '../phases.ts';
import { CycleStateTag } from './state-tags.tsx';

interface Row {
  readonly cycle: Cycle;
  readonly phases: readonly PhaseView[];
}

/** All editions of the city, and the way to a new one. */
export const cyclesPage = page({
  path: '/desk/cycle',
  who: maySeeSetup,
  load: async ({ tx, city, now }) => {
    const rows: Row[] = [];
    for (const cycle of await cyclesOf(tx, city.id)) {
      rows.push({ cycle, phases: await phasesOf(tx, cycle, now) });
    }
    return rows;
  },
  view: (rows) => <CyclesView rows={rows} />,
});

function CyclesView({ rows }: { readonly rows: readonly Row[] }) {
  const { t, href, date } = usePage();
  const start = (
    <May policy={mayRunCycles}>
      <ButtonLink href={href('/desk/cycle/start')}>{t('cycle.desk.start')}</ButtonLink>
    </May>
  );
  return (
    <DeskLayout title={t('cycle.desk.title')}>
      <PageHeading title={t('cycle.desk.title')} lead={t('cycle.desk.lead')} actions={start} />
      {rows.length === 0 ? (
        <EmptyState title={t('cycle.desk.none')} drawing="bench" action={start}>
          {t('cycle.desk.none-text')}
        </EmptyState>
      ) : (
        <Table
          caption={t('cycle.desk.title')}
          captionHidden
          stack
          rows={rows}
          rowKey={({ cycle }) => cycle.id}
          columns={[
            {
              header: t('cycle.desk.name'),
              heading: true,
              cell: ({ cycle }) => <a href={href(`/desk/cycle/${cycle.slug}`)}>{cycle.name}</a>,
            },
            { header: t('cycle.desk.state'), cell: ({ cycle }) => <CycleStateTag state={cycle.state} /> },
            {
              header: t('cycle.desk.open-phases'),
              cell: ({ phases }) =>
                phases
                  .filter(({ state }) => state === 'open')
                  .map(({ kind }) => t(`cycle.phase.${kind}`))
                  .join(', ') || '—',
            },
            {
              header: t('cycle.desk.next-phase'),
              cell: ({ phases }) => {
                const next = phases.find(({ state }) => state === 'upcoming');
                return next ? `${t(`cycle.phase.${next.kind}`)}, ${date(next.opensAt)}` : '—';
              },
            },
          ]}
        />
      )}
    </DeskLayout>
  );
}
