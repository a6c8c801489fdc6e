import type { Cycle, PhaseView } from '../../cycle/cycle-queries.ts';
import { Actions, ButtonLink } from '../../ui/components/button.tsx';
import { Timeline } from '../../ui/components/timeline.tsx';
import { usePage } from '../../ui/page-context.ts';

/** What a person can do in each phase, in the order in which the buttons stand. */
const doors = {
  proposals: [
    { to: '/proposals/new', label: 'home.do.propose' },
    { to: '/proposals', label: 'home.do.read' },
  ],
  review: [{ to: '/proposals', label: 'home.do.read' }],
  evaluation: [
    { to: '/proposals', label: 'home.do.read' },
    { to: '/proposals/status', label: 'home.do.status' },
  ],
  voting: [
    { to: '/vote', label: 'home.do.vote' },
    { to: '/proposals?stage=on_ballot', label: 'home.do.candidates' },
  ],
  results: [
    { to: '/results', label: 'home.do.results' },
    { to: '/projects', label: 'home.do.projects' },
  ],
  projects: [
    { to: '/projects', label: 'home.do.projects' },
    { to: '/results', label: 'home.do.results' },
  ],
} as const;

interface Props {
  readonly cycle: Cycle;
  readonly phases: readonly PhaseView[];
}

/** The opening of the front page: the promise, what is happening now, what can be done today. */
export function Hero({ cycle, phases }: Props) {
  const { t, city } = usePage();
  return (
    <div class="wrap hero-grid">
      <div>
        <p class="kicker">{cycle.name}</p>
        <h1>{t('home.title', { city: city.name })}</h1>
        <p class="lead">{t('home.lead')}</p>
        <Now cycle={cycle} phases={phases} />
      </div>
      <Calendar phases={phases} />
    </div>
  );
}

function Now({ cycle, phases }: Props) {
  const { t, href, date } = usePage();
  if (cycle.state === 'suspended' || cycle.state === 'cancelled') {
    return <p class="lead">{t(`home.cycle-${cycle.state}`, { reason: cycle.reason ?? '' })}</p>;
  }
  const open = phases.find((phase) => phase.state === 'open');
  if (open) {
    return (
      <>
        <p class="now">
          <strong>{t(`home.now.${open.kind}`)}</strong>{' '}
          {t('home.until', { day: date(open.closesAt, 'moment') })}
        </p>
        <Actions>
          {doors[open.kind].map(({ to, label }, index) => (
            <ButtonLink key={to} href={href(to)} kind={index === 0 ? 'primary' : 'quiet'}>
              {t(label)}
            </ButtonLink>
          ))}
        </Actions>
      </>
    );
  }
  const paused = phases.find((phase) => phase.state === 'suspended');
  if (paused) {
    const phase = t(`home.phase.${paused.kind}`);
    return <p class="lead">{t('home.phase-suspended', { phase, reason: paused.reason ?? '' })}</p>;
  }
  const next = phases.find((phase) => phase.state === 'upcoming');
  return (
    <p class="now">
      {next
        ? t('home.next', { phase: t(`home.phase.${next.kind}`), day: date(next.opensAt) })
        : t('home.over')}
    </p>
  );
}

const timelineStates = {
  closed: 'done',
  open: 'now',
  upcoming: 'next',
  suspended: 'stopped',
  cancelled: 'stopped',
} as const;

function Calendar({ phases }: Pick<Props, 'phases'>) {
  const { t, date } = usePage();
  return (
    <aside aria-label={t('home.calendar')}>
      <Timeline
        compact
        steps={phases.map((phase) => ({
          title: t(`home.phase.${phase.kind}`),
          state: timelineStates[phase.state],
          from: date(phase.opensAt, 'short'),
          to: date(phase.closesAt, 'short'),
        }))}
      />
    </aside>
  );
}
