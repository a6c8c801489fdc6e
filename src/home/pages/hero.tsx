import type { Cycle, PhaseView } from '../../cycle/cycle-queries.ts';
import { dayIn, daysBetween } from '../../platform/time.ts';
import { ButtonLink } from '../../ui/components/button.tsx';
import { PageHeading } from '../../ui/components/page-heading.tsx';
import { MoneyFigure, Stats, StatTile } from '../../ui/components/stat-tile.tsx';
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
  counting: [
    { to: '/proposals?stage=on_ballot', label: 'home.do.candidates' },
    { to: '/projects', label: 'home.do.projects' },
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
  readonly proposals: number;
  /** Whether this edition's result is public: its phase begins before the count is done. */
  readonly counted: boolean;
}

/** The opening of the front page: what is happening now, until when, what can be done today, how much money it is about. */
export function Hero(props: Props) {
  const { t, number } = usePage();
  const { cycle, proposals } = props;
  const { total } = cycle.blueprint.cycle.money;
  return (
    <div class="wrap hero-grid">
      <Opening {...props} />
      <Stats>
        {total !== null && <StatTile label={t('home.money')} value={<MoneyFigure minor={total} />} />}
        {proposals > 0 && (
          <StatTile label={t('home.proposals', { count: proposals })} value={number(proposals)} />
        )}
      </Stats>
    </div>
  );
}

function Opening({ cycle, phases, counted }: Props) {
  const { t, href, date, city, now } = usePage();
  if (cycle.state === 'suspended' || cycle.state === 'cancelled') {
    const lead = t(`home.cycle-${cycle.state}`, { reason: cycle.reason ?? '' });
    return <PageHeading kicker={cycle.name} title={t('home.title', { city: city.name })} lead={lead} />;
  }
  const open = phases.find((phase) => phase.state === 'open');
  if (!open) return <Between cycle={cycle} phases={phases} />;
  const said = open.kind === 'results' && !counted ? 'counting' : open.kind;
  // A phase that closes at midnight is open for the whole of the day before.
  const lastDay = dayIn(city.timeZone, new Date(open.closesAt.getTime() - 1));
  const left = daysBetween(dayIn(city.timeZone, now), lastDay);
  return (
    <PageHeading
      kicker={`${cycle.name} · ${t('home.until', { day: date(lastDay), left })}`}
      title={t(`home.now.${said}`)}
      lead={t(`home.now.${said}-lead`)}
      actions={doors[said].map(({ to, label }, index) => (
        <ButtonLink key={to} href={href(to)} kind={index === 0 ? 'primary' : 'quiet'}>
          {t(label)}
        </ButtonLink>
      ))}
    />
  );
}

/** Nothing is open: a phase is paused, the next one is coming, or all is over. */
function Between({ cycle, phases }: Pick<Props, 'cycle' | 'phases'>) {
  const { t, href, date, city } = usePage();
  const paused = phases.find((phase) => phase.state === 'suspended');
  const next = phases.find((phase) => phase.state === 'upcoming');
  const lead = paused?.blackout
    ? t('home.phase-blackout', {
        phase: t(`home.phase.${paused.kind}`),
        day: date(new Date(paused.blackout.until.getTime() - 1)),
        law: paused.blackout.laws.join(' · '),
      })
    : paused
      ? t('home.phase-suspended', { phase: t(`home.phase.${paused.kind}`), reason: paused.reason ?? '' })
      : next
        ? t('home.next', { phase: t(`home.phase.${next.kind}`), day: date(next.opensAt) })
        : t('home.over');
  return (
    <PageHeading
      kicker={cycle.name}
      title={paused?.blackout ? t('home.blackout-title') : t('home.title', { city: city.name })}
      lead={lead}
      actions={<ButtonLink href={href('/proposals')}>{t('home.do.read')}</ButtonLink>}
    />
  );
}
