import type { PhaseView } from '../../cycle/cycle-queries.ts';
import { Notice } from '../../ui/components/notice.tsx';
import { usePage } from '../../ui/page-context.ts';

/** In one sentence, whether votes are taken now, and until or since when. */
export function PhaseLine({ phase }: { readonly phase: PhaseView }) {
  const { t, date } = usePage();
  const reason = phase.reason ?? '';
  if (phase.state === 'open')
    return <p class="lead">{t('voting.open-until', { date: date(lastMoment(phase), 'moment') })}</p>;
  if (phase.state === 'upcoming')
    return <Notice>{t('voting.upcoming', { date: date(phase.opensAt, 'moment') })}</Notice>;
  if (phase.state === 'closed')
    return <Notice>{t('voting.closed', { date: date(lastMoment(phase), 'moment') })}</Notice>;
  if (phase.blackout) {
    const { until, laws } = phase.blackout;
    const day = date(new Date(until.getTime() - 1));
    return (
      <Notice title={t('voting.blackout-title')}>
        {t('voting.blackout', { day, law: laws.join(' · ') })}
      </Notice>
    );
  }
  return <Notice tone="warn">{t(`voting.${phase.state}`, { reason })}</Notice>;
}

/** "Until the 20th, 23:59" rather than "until the 21st, 0:00", which sounds like a day more. */
function lastMoment({ closesAt }: PhaseView): Date {
  return new Date(closesAt.getTime() - 60_000);
}
