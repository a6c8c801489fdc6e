import type { PhaseView } from '../../cycle/cycle-queries.ts';
import type { ProjectView } from '../../projects/project-queries.ts';
import { StateTag } from '../../projects/state-tag.tsx';
import type { ListedProposal } from '../../proposals/proposal-queries.ts';
import { Card, CardList } from '../../ui/components/card.tsx';
import { Section } from '../../ui/components/page-heading.tsx';
import { Stats, StatTile } from '../../ui/components/stat-tile.tsx';
import { Timeline } from '../../ui/components/timeline.tsx';
import { usePage } from '../../ui/page-context.ts';

const timelineStates = {
  closed: 'done',
  open: 'now',
  upcoming: 'next',
  suspended: 'stopped',
  cancelled: 'stopped',
} as const;

export function Calendar({ phases }: { readonly phases: readonly PhaseView[] }) {
  const { t, href } = usePage();
  return (
    <Section title={t('home.calendar')} id="calendar" more={<a href={href('/cycle')}>{t('home.rules')}</a>}>
      <Timeline
        compact
        steps={phases.map((phase) => ({
          title: t(`home.phase.${phase.kind}`),
          state: timelineStates[phase.state],
          from: phase.opensAt,
          to: new Date(phase.closesAt.getTime() - 1),
        }))}
      />
    </Section>
  );
}

interface KeptProps {
  readonly projects: readonly ProjectView[];
  /** The past cycles that they come from, newest first. */
  readonly editions: readonly string[];
}

/** The city's word, in a few figures that anybody can add up on the projects page. */
export function Kept({ projects, editions }: KeptProps) {
  const { t, number, money, href } = usePage();
  const count = (kind: ProjectView['state']['kind']) =>
    number(projects.filter((project) => project.state.kind === kind).length);
  const sum = (of: (project: ProjectView) => number) =>
    projects.reduce((all, project) => all + of(project), 0);
  const unplanned = projects.filter(({ state }) => state.kind === 'no-plan').length;
  return (
    <Section title={t('home.kept')} id="kept" more={<a href={href('/projects')}>{t('home.all-projects')}</a>}>
      <p class="soft">{t('home.kept-from', { editions: editions.join(', ') })}</p>
      <Stats>
        <StatTile label={t('home.owed')} value={number(projects.length)} />
        <StatTile label={t('home.delivered')} value={count('delivered')} />
        <StatTile label={t('home.late')} value={count('late')} />
        {unplanned > 0 && <StatTile label={t('home.unplanned')} value={number(unplanned)} />}
        <StatTile
          label={t('home.paid')}
          value={money(sum((project) => project.money.paid))}
          note={t('home.of', { money: money(sum((project) => project.promised)) })}
        />
      </Stats>
      <ul class="plain stack">
        {projects.slice(0, 4).map((project) => (
          <li key={project.candidateId}>
            {project.code ? <a href={href(`/projects/${project.code}`)}>{project.title}</a> : project.title}{' '}
            <StateTag state={project.state} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function Newest({
  newest,
  proposals,
}: {
  readonly newest: readonly ListedProposal[];
  readonly proposals: number;
}) {
  const { t, href } = usePage();
  const more = <a href={href('/proposals')}>{t('home.all-proposals', { count: proposals })}</a>;
  return (
    <Section title={t('home.newest')} id="newest" more={more}>
      <CardList columns>
        {newest.map((proposal) => (
          <Card
            key={proposal.folio}
            title={proposal.title}
            href={href(`/proposals/${proposal.folio}`)}
            kicker={proposal.folio}
            level={3}
          >
            <p>{proposal.beginning}</p>
          </Card>
        ))}
      </CardList>
    </Section>
  );
}

const steps = ['propose', 'evaluate', 'vote', 'build'] as const;

/** The whole of participatory budgeting in four sentences. */
export function How() {
  const { t } = usePage();
  return (
    <Section title={t('home.how')} id="how">
      <ol class="how-steps">
        {steps.map((step) => (
          <li key={step}>
            <h3>{t(`home.how.${step}`)}</h3>
            <p>{t(`home.how.${step}-why`)}</p>
          </li>
        ))}
      </ol>
    </Section>
  );
}
