import { Section } from '../../ui/components/page-heading.tsx';
import { Timeline, type TimelineStep } from '../../ui/components/timeline.tsx';
import { usePage } from '../../ui/page-context.ts';
import type { PhaseAct, PhaseState, PhaseView } from '../phases.ts';
import { closingText, openingText } from '../wall-clock.ts';

const steps: Record<PhaseState, TimelineStep['state']> = {
  upcoming: 'next',
  open: 'now',
  closed: 'done',
  suspended: 'stopped',
  cancelled: 'stopped',
};

/** The phases with their dates, and every change by hand with its reason: a promise that was moved stays visible. */
export function CycleCalendar({ phases }: { readonly phases: readonly PhaseView[] }) {
  const { t } = usePage();
  return (
    <Section title={t('cycle.calendar.title')} id="calendar">
      <Timeline
        steps={phases.map((phase) => ({
          title: t(`cycle.phase.${phase.kind}`),
          state: steps[phase.state],
          children: <PhaseStory phase={phase} />,
        }))}
      />
    </Section>
  );
}

function PhaseStory({ phase }: { readonly phase: PhaseView }) {
  const { t, date, locale, city } = usePage();
  const opens = (moment: Date) => openingText(moment, locale, city.timeZone);
  const closes = (moment: Date) => closingText(moment, locale, city.timeZone);
  return (
    <>
      <p class="fact">
        {t('cycle.calendar.dates', { from: opens(phase.opensAt), to: closes(phase.closesAt) })}
      </p>
      <p>{t(`cycle.about.${phase.kind}`)}</p>
      {phase.unknown.length > 0 && <p>{t('cycle.calendar.rules-missing')}</p>}
      {phase.acts.length > 0 && (
        <ul class="prose">
          {phase.acts.map((act) => (
            <li key={act.at.toISOString()}>
              {date(act.at)}: {t(`cycle.act.${act.act}`, actArgs(act, closes, opens))}{' '}
              {t('cycle.reason', { reason: act.reason })}
            </li>
          ))}
          {phase.acts.some(({ act }) => act === 'moved') && (
            <li>
              {t('cycle.calendar.first', {
                from: opens(phase.firstOpensAt),
                to: closes(phase.firstClosesAt),
              })}
            </li>
          )}
        </ul>
      )}
    </>
  );
}

function actArgs(
  { opensAt, closesAt }: PhaseAct,
  closes: (moment: Date) => string,
  opens: (moment: Date) => string,
): Record<string, string> {
  return { from: opensAt ? opens(opensAt) : '', to: closesAt ? closes(closesAt) : '' };
}
