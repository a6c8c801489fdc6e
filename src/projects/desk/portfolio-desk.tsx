import { type Cycle, currentCycle } from '../../cycle/cycle-queries.ts';
import { missing, page } from '../../platform/http/page.ts';
import { publishedResults } from '../../results/results-queries.ts';
import { EmptyState } from '../../ui/components/empty-state.tsx';
import { PageHeading } from '../../ui/components/page-heading.tsx';
import { Table } from '../../ui/components/table.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { nextMilestone } from '../project.ts';
import { openPortfolio } from '../project-policy.ts';
import { type ProjectView, projectsOf } from '../project-queries.ts';
import { StateTag } from '../state-tag.tsx';

interface Data {
  readonly cycle: Cycle;
  readonly projects: readonly ProjectView[];
}

export const portfolioDesk = page<Record<string, never>, Record<string, never>, Data>({
  path: '/desk/projects',
  who: openPortfolio,
  load: async ({ tx, city, now }) => {
    const cycle = await currentCycle(tx, city.id);
    if (!cycle) return missing;
    const results = await publishedResults(tx, city.id, cycle.id);
    if (!results) return { cycle, projects: [] };
    const { publishedAt } = results;
    return {
      cycle,
      projects: await projectsOf(tx, city.id, { id: cycle.id, publishedAt }, city.timeZone, now),
    };
  },
  view: (data) => <Portfolio {...data} />,
});

function Portfolio({ cycle, projects }: Data) {
  const { t, href, money, date } = usePage();
  return (
    <DeskLayout title={t('projects.desk.title')}>
      <PageHeading title={t('projects.desk.title')} kicker={cycle.name} />
      {projects.length === 0 ? (
        <EmptyState title={t('projects.none')} drawing="bench">
          <p>{t('projects.none-why')}</p>
        </EmptyState>
      ) : (
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
      )}
    </DeskLayout>
  );
}
