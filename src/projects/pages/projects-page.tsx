import { z } from 'zod';
import { type Cycle, currentCycle, cycleBySlug } from '../../cycle/cycle-queries.ts';
import { missing, page } from '../../platform/http/page.ts';
import { publishedResults } from '../../results/results-queries.ts';
import { Card, CardList } from '../../ui/components/card.tsx';
import { EmptyState } from '../../ui/components/empty-state.tsx';
import { Icon } from '../../ui/components/icon.tsx';
import { PageHeading } from '../../ui/components/page-heading.tsx';
import { Stats, StatTile } from '../../ui/components/stat-tile.tsx';
import { CitizenLayout } from '../../ui/layouts/citizen-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { nextMilestone, type ProjectState } from '../project.ts';
import { readProjects } from '../project-policy.ts';
import { type ProjectView, projectsOf } from '../project-queries.ts';
import { StateTag } from '../state-tag.tsx';

interface Data {
  readonly cycle: Cycle;
  readonly projects: readonly ProjectView[];
}

export const projectsPage = page<Record<string, never>, { cycle?: string | undefined }, Data>({
  path: '/projects',
  who: readProjects,
  query: z.object({ cycle: z.string().optional() }),
  load: async ({ tx, city, query, now }) => {
    const cycle = query.cycle ? await cycleBySlug(tx, city.id, query.cycle) : await currentCycle(tx, city.id);
    if (!cycle) return missing;
    const results = await publishedResults(tx, city.id, cycle.id);
    if (!results) return { cycle, projects: [] };
    const { publishedAt } = results;
    return {
      cycle,
      projects: await projectsOf(tx, city.id, { id: cycle.id, publishedAt }, city.timeZone, now),
    };
  },
  view: (data) => <Projects {...data} />,
});

function Projects({ cycle, projects }: Data) {
  const { t, href } = usePage();
  return (
    <CitizenLayout title={t('projects.title')}>
      <PageHeading title={t('projects.title')} kicker={cycle.name} lead={t('projects.lead')} />
      {projects.length === 0 ? (
        <EmptyState
          title={t('projects.none')}
          drawing="bench"
          action={<a href={href('/cycle')}>{t('projects.see-cycle')}</a>}
        >
          <p>{t('projects.none-why')}</p>
        </EmptyState>
      ) : (
        <>
          <WordKept projects={projects} />
          <CardList>
            {projects.map((project) => (
              <ProjectCard key={project.candidateId} project={project} />
            ))}
          </CardList>
        </>
      )}
    </CitizenLayout>
  );
}

/** How the city keeps its word, in four numbers that anybody can add up from the list below. */
function WordKept({ projects }: Pick<Data, 'projects'>) {
  const { t, number, money } = usePage();
  const count = (...kinds: ProjectState['kind'][]) =>
    number(projects.filter((project) => kinds.includes(project.state.kind)).length);
  const sum = (of: (project: ProjectView) => number) =>
    projects.reduce((all, project) => all + of(project), 0);
  return (
    <Stats>
      <StatTile label={t('projects.delivered')} value={count('delivered')} />
      <StatTile label={t('projects.on-time')} value={count('on-time')} />
      <StatTile label={t('projects.late-or-unplanned')} value={count('late', 'no-plan')} />
      <StatTile
        label={t('projects.paid')}
        value={money(sum((project) => project.money.paid))}
        note={t('projects.of-promised', { money: money(sum((project) => project.promised)) })}
      />
    </Stats>
  );
}

function ProjectCard({ project }: { project: ProjectView }) {
  const { t, href, money, date } = usePage();
  const next = nextMilestone(project.milestones);
  return (
    <Card
      title={project.title}
      level={2}
      {...(project.code && { href: href(`/projects/${project.code}`), kicker: project.code })}
      tags={<StateTag state={project.state} />}
      foot={
        <>
          <span class="fact">
            <Icon name="money" /> {money(project.promised)}
          </span>
          {project.department && (
            <span class="fact">
              <Icon name="people" /> {project.department}
            </span>
          )}
        </>
      }
    >
      {next && <p>{t('projects.next', { stage: next.stage, day: date(next.expectedOn) })}</p>}
    </Card>
  );
}
