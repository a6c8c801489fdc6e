import { page } from '../../platform/http/page.ts';
import { ButtonLink } from '../../ui/components/button.tsx';
import { Card, CardList } from '../../ui/components/card.tsx';
import { EmptyState } from '../../ui/components/empty-state.tsx';
import { Icon } from '../../ui/components/icon.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { Stats, StatTile } from '../../ui/components/stat-tile.tsx';
import { CitizenLayout } from '../../ui/layouts/citizen-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { isOwed, nextMilestone, type ProjectState } from '../project.ts';
import { readProjects } from '../project-policy.ts';
import { allProjects, type CycleProjects, type ProjectView } from '../project-queries.ts';
import { StateTag } from '../state-tag.tsx';

interface Data {
  readonly owed: readonly CycleProjects[];
}

export const projectsPage = page<Record<string, never>, Record<string, never>, Data>({
  path: '/projects',
  who: readProjects,
  publicity: true,
  load: async ({ tx, city, now }) => ({ owed: await allProjects(tx, city.id, city.timeZone, now) }),
  view: (data) => <Projects {...data} />,
});

function Projects({ owed }: Data) {
  const { t, href } = usePage();
  return (
    <CitizenLayout title={t('projects.title')}>
      <PageHeading title={t('projects.title')} lead={t('projects.lead')} />
      {owed.length === 0 ? (
        <EmptyState
          title={t('projects.none')}
          drawing="bench"
          action={<ButtonLink href={href('/cycle')}>{t('projects.see-cycle')}</ButtonLink>}
        >
          <p>{t('projects.none-why')}</p>
        </EmptyState>
      ) : (
        <>
          <KeptPromise projects={owed.flatMap(({ projects }) => projects).filter(isOwed)} />
          {owed.map(({ cycle, projects }) => (
            <Section key={cycle.id} title={cycle.name} id={`cycle-${cycle.slug}`}>
              <CardList>
                {projects.map((project) => (
                  <ProjectCard key={project.candidateId} project={project} />
                ))}
              </CardList>
            </Section>
          ))}
        </>
      )}
    </CitizenLayout>
  );
}

/** How the city keeps its word, in four numbers that anybody can add up from the list below. */
function KeptPromise({ projects }: { readonly projects: readonly ProjectView[] }) {
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
  const next = isOwed(project) && nextMilestone(project.milestones);
  return (
    <Card
      title={project.title}
      level={3}
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
