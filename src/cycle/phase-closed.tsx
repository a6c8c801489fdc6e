import { ButtonLink } from '../ui/components/button.tsx';
import { Notice } from '../ui/components/notice.tsx';
import { usePage } from '../ui/page-context.ts';
import type { PhaseKind } from './cycle-section.ts';
import type { PhaseView } from './phases.ts';
import { closingText, openingText } from './wall-clock.ts';

interface Props {
  /** The phase that somebody came for and that is not open. */
  readonly kind: PhaseKind;
  /** All phases of the cycle; empty where the city has no cycle. */
  readonly phases: readonly PhaseView[];
}

/** Where a phase's own page is, for people who want to take part in it. */
export const phasePlaces: Readonly<Record<PhaseKind, string>> = {
  proposals: '/proposals/new',
  review: '/proposals',
  evaluation: '/proposals',
  voting: '/vote',
  results: '/results',
  projects: '/projects',
};

/** In place of what a closed phase would show: which one it is, when it was or will be open, and what can be done today. */
export function PhaseClosed({ kind, phases }: Props) {
  const { t, href } = usePage();
  const now = phases.filter((one) => one.state === 'open' && one.kind !== kind);
  return (
    <div class="stack">
      <Notice tone="info" title={t('cycle.closed.title', { phase: t(`cycle.phase.${kind}`) })}>
        <WhyClosed phase={phases.find((one) => one.kind === kind)} />
      </Notice>
      <p>{now.length > 0 ? t('cycle.closed.meanwhile') : t('cycle.closed.nothing-open')}</p>
      <p class="actions">
        {now.map((one) => (
          <ButtonLink href={href(phasePlaces[one.kind])} key={one.kind}>
            {t(`cycle.do.${one.kind}`)}
          </ButtonLink>
        ))}
        <ButtonLink href={href('/cycle')} kind="quiet" icon="calendar">
          {t('cycle.closed.calendar')}
        </ButtonLink>
      </p>
    </div>
  );
}

function WhyClosed({ phase }: { readonly phase: PhaseView | undefined }) {
  const { t, locale, city } = usePage();
  if (!phase) return <p>{t('cycle.closed.none')}</p>;
  const { state, reason, opensAt, closesAt, unknown, blackout } = phase;
  if (blackout) {
    const day = closingText(blackout.until, locale, city.timeZone);
    return (
      <>
        <p>{t('cycle.blackout.closed', { day })}</p>
        <p>{t('cycle.blackout.law', { law: blackout.laws.join(' · ') })}</p>
        {closesAt <= blackout.until && <p>{t('cycle.blackout.closes-within')}</p>}
      </>
    );
  }
  if (state === 'upcoming') {
    return (
      <p>
        {unknown.length > 0
          ? t('cycle.closed.rules')
          : t('cycle.closed.opens', { date: openingText(opensAt, locale, city.timeZone) })}
      </p>
    );
  }
  if (state === 'closed') {
    const args = {
      from: openingText(opensAt, locale, city.timeZone),
      to: closingText(closesAt, locale, city.timeZone),
    };
    return <p>{t('cycle.closed.was', args)}</p>;
  }
  return (
    <>
      <p>{t(state === 'cancelled' ? 'cycle.closed.cancelled' : 'cycle.closed.suspended')}</p>
      {reason && <p>{t('cycle.reason', { reason })}</p>}
    </>
  );
}
