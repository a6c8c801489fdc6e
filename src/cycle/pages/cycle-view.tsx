import { ButtonLink } from '../../ui/components/button.tsx';
import { EmptyState } from '../../ui/components/empty-state.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { CitizenLayout } from '../../ui/layouts/citizen-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { phasePlaces } from '../phase-closed.tsx';
import type { PhaseView } from '../phases.ts';
import { closingText, openingText } from '../wall-clock.ts';
import { CycleCalendar } from './cycle-calendar.tsx';
import { CycleDistricts } from './cycle-districts.tsx';
import { CycleMoney } from './cycle-money.tsx';
import type { CycleData } from './cycle-page.tsx';
import { CycleRules } from './cycle-rules.tsx';

export function CycleView(data: CycleData) {
  const { t } = usePage();
  const { cycle, phases } = data;
  const stopped = cycle.state === 'suspended' || cycle.state === 'cancelled';
  return (
    <CitizenLayout title={cycle.name} description={t('cycle.page.description', { name: cycle.name })}>
      <PageHeading title={cycle.name} kicker={t('cycle.page.kicker')} lead={t('cycle.page.lead')} />
      {stopped ? (
        <Notice tone="warn" title={t(`cycle.state.${cycle.state}-title`)}>
          {t('cycle.reason', { reason: cycle.reason ?? '' })}
        </Notice>
      ) : (
        <Now phases={phases} />
      )}
      <CycleCalendar phases={phases} />
      <CycleMoney {...data} />
      <CycleDistricts {...data} />
      <CycleRules cycle={cycle} />
    </CitizenLayout>
  );
}

/** What a person can do today; between two phases, what comes next and when. */
function Now({ phases }: { readonly phases: readonly PhaseView[] }) {
  const { t, href, locale, city } = usePage();
  const open = phases.filter(({ state }) => state === 'open');
  const next = phases.find(({ state }) => state === 'upcoming');
  const suspended = phases.filter(({ state }) => state === 'suspended');
  return (
    <Section title={t('cycle.now.title')}>
      {open.map(({ kind, closesAt }) => (
        <div class="stack" key={kind}>
          <p>
            <strong>{t(`cycle.phase.${kind}`)}.</strong> {t(`cycle.about.${kind}`)}{' '}
            {t('cycle.now.until', { date: closingText(closesAt, locale, city.timeZone) })}
          </p>
          <p>
            <ButtonLink href={href(phasePlaces[kind])}>{t(`cycle.do.${kind}`)}</ButtonLink>
          </p>
        </div>
      ))}
      {suspended.map((phase) => (
        <Notice
          tone="warn"
          title={t('cycle.now.suspended', { phase: t(`cycle.phase.${phase.kind}`) })}
          key={phase.kind}
        >
          {phase.blackout
            ? `${t('cycle.blackout.closed', { day: closingText(phase.blackout.until, locale, city.timeZone) })} ${t('cycle.blackout.law', { law: phase.blackout.laws.join(' · ') })}`
            : t('cycle.reason', { reason: phase.reason ?? '' })}
        </Notice>
      ))}
      {open.length === 0 && !next && suspended.length === 0 && <p>{t('cycle.now.over')}</p>}
      {next && (
        <p>
          {t('cycle.now.next', {
            phase: t(`cycle.phase.${next.kind}`),
            date: openingText(next.opensAt, locale, city.timeZone),
          })}
        </p>
      )}
    </Section>
  );
}

export function NoCycle() {
  const { t, href } = usePage();
  return (
    <CitizenLayout title={t('cycle.page.kicker')}>
      <PageHeading title={t('cycle.page.kicker')} />
      <EmptyState
        title={t('cycle.none.title')}
        drawing="bench"
        action={<ButtonLink href={href('/')}>{t('cycle.none.home')}</ButtonLink>}
      >
        {t('cycle.none.text')}
      </EmptyState>
    </CitizenLayout>
  );
}
