import { page } from '../../platform/http/page.ts';
import { EmptyState } from '../../ui/components/empty-state.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { Table } from '../../ui/components/table.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { nextMilestone } from '../project.ts';
import { openPortfolio } from '../project-policy.ts';
import { allProjects, type CycleProjects } from '../project-queries.ts';
import { StateTag } from '../state-tag.tsx';

interface Data {
  readonly owed: readonly CycleProjects[];
}

export const portfolioDesk = page<Record<string, never>, Record<string, never>, Data>({
  path: '/desk/projects',
  who: openPortfolio,
  load: async ({ tx, city, now }) => ({ owed: await allProjects(tx, city.id, city.timeZone, now) }),
  view: (data) => <Portfolio {...data} />,
});

function Portfolio({ owed }: Data) {
  const { t } = usePage();
  return (
    <DeskLayout title={t('projects.desk.title')}>
      <PageHeading title={t('projects.desk.title')} />
      {owed.length === 0 ? (
        <EmptyState title={t('projects.none')} drawing="bench">
          <p>{t('projects.none-why')}</p>
        </EmptyState>
      ) : (
        owed.map((one) => <CycleTable key={one.cycle.id} {...one} />)
      )}
    </DeskLayout>
  );
}

function CycleTable({ cycle, projects }: CycleProjects) {
  const { t, href, money, date } = usePage();
  return (
    <Section title={cycle.name}>
      <Table
        caption={t('projects.desk.caption', { count: projects.length })}
        rows={projects}
        rowKey={(row) => String(row.candidateId)}
        columns={[
          { header: t('projects.code'), tight: true, cell: (row) => row.code ?? '—' },
          {
            header: t('projects.project'),
            heading: true,
            cell: (row) =>
              row.code ? <a href={href(`/desk/projects/${row.code}`)}>{row.title}</a> : row.title,
          },
          { header: t('projects.department'), cell: (row) => row.department ?? '—' },
          { header: t('projects.state'), cell: (row) => <StateTag state={row.state} /> },
          {
            header: t('projects.next-stage'),
            cell: (row) => {
              const next = nextMilestone(row.milestones);
              return next ? `${next.stage}, ${date(next.expectedOn, 'short')}` : '—';
            },
          },
          { header: t('projects.promised'), numeric: true, cell: (row) => money(row.promised) },
          { header: t('projects.kind.paid'), numeric: true, cell: (row) => money(row.money.paid) },
        ]}
      />
    </Section>
  );
}
