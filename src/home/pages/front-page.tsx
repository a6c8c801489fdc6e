import { type Cycle, currentCycle, type PhaseView, phasesOf } from '../../cycle/cycle-queries.ts';
import { page } from '../../platform/http/page.ts';
import { anyone } from '../../platform/http/viewer.ts';
import { isOwed } from '../../projects/project.ts';
import { allProjects, type ProjectView } from '../../projects/project-queries.ts';
import { type ListedProposal, listPublished } from '../../proposals/proposal-queries.ts';
import { isPublished } from '../../results/results-queries.ts';
import { EmptyState } from '../../ui/components/empty-state.tsx';
import { CitizenLayout } from '../../ui/layouts/citizen-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { Calendar, How, Kept, Newest } from './front-sections.tsx';
import { Hero } from './hero.tsx';

interface Data {
  readonly cycle: Cycle | undefined;
  readonly phases: readonly PhaseView[];
  readonly newest: readonly ListedProposal[];
  readonly proposals: number;
  readonly projects: readonly ProjectView[];
  readonly editions: readonly string[];
  /** Whether this edition's result is public. */
  readonly counted: boolean;
}

/** One screen: what is happening now, what a person can do today, how the city keeps its promises. */
export const frontPage = page<Record<string, never>, Record<string, never>, Data>({
  path: '/',
  who: anyone,
  load: async ({ tx, city, now }) => {
    const cycle = await currentCycle(tx, city.id);
    const owed = await allProjects(tx, city.id, city.timeZone, now);
    const projects = owed.flatMap((one) => one.projects).filter(isOwed);
    const editions = owed.map((one) => one.cycle.name);
    if (!cycle) return { cycle, phases: [], newest: [], proposals: 0, projects, editions, counted: false };
    const wishes = { cityId: city.id, cycleId: cycle.id, sort: 'newest', page: 1, perPage: 3 } as const;
    const listed = await listPublished(tx, wishes);
    return {
      cycle,
      phases: await phasesOf(tx, cycle, now),
      newest: listed.proposals,
      proposals: listed.total,
      projects,
      editions,
      counted: await isPublished(tx, city.id, cycle.id),
    };
  },
  view: (data) => <Front {...data} />,
});

function Front({ cycle, phases, newest, proposals, projects, editions, counted }: Data) {
  const { t, city, quiet } = usePage();
  const title = t('home.title', { city: city.name });
  // What the city has achieved is publicity.
  const silent = quiet !== undefined && (quiet.publications || quiet.pages === 'closed');
  if (!cycle) {
    return (
      <CitizenLayout title={title}>
        <h1>{title}</h1>
        <EmptyState title={t('home.no-cycle')} drawing="bench">
          <p>{t('home.no-cycle-why')}</p>
        </EmptyState>
      </CitizenLayout>
    );
  }
  return (
    <CitizenLayout
      title={title}
      hero={<Hero cycle={cycle} phases={phases} proposals={proposals} counted={counted} />}
    >
      <Calendar phases={phases} />
      {projects.length > 0 && !silent && <Kept projects={projects} editions={editions} />}
      {newest.length > 0 && <Newest newest={newest} proposals={proposals} />}
      <How />
    </CitizenLayout>
  );
}
