import type { ComponentChildren } from 'preact';
import type { Day } from '../../platform/time.ts';
import { usePage } from '../page-context.ts';

export interface TimelineStep {
  readonly title: string;
  readonly state: 'done' | 'now' | 'next' | 'stopped';
  readonly from?: Date | Day | undefined;
  readonly to?: Date | Day | undefined;
  readonly href?: string | undefined;
  readonly children?: ComponentChildren;
}

interface Props {
  readonly steps: readonly TimelineStep[];
  /** One line for the top of a page; the full list tells dates and details. */
  readonly compact?: boolean;
}

/** The phases of a cycle, the milestones of a project: what is done, what is now, what comes. */
export function Timeline({ steps, compact }: Props) {
  const { t } = usePage();
  return (
    <ol class={compact ? 'timeline timeline-compact' : 'timeline'}>
      {steps.map((step) => (
        <li
          key={step.title}
          class={`step step-${step.state}`}
          aria-current={step.state === 'now' ? 'step' : undefined}
        >
          <span class="step-title">{step.href ? <a href={step.href}>{step.title}</a> : step.title}</span>
          <span class="step-state">{t(`ui.phase-${step.state}`)}</span>
          <StepDates step={step} />
          {!compact && step.children && <div class="step-body">{step.children}</div>}
        </li>
      ))}
    </ol>
  );
}

function StepDates({ step: { from, to } }: { readonly step: TimelineStep }) {
  const { t, date } = usePage();
  if (!from && !to) return null;
  // "From 7 May to 5 May" would be read as two days less than nothing.
  const crossesYears = from && to && date(from, 'year') !== date(to, 'year');
  const text =
    from && to
      ? t('ui.dates', { from: date(from, 'short'), to: date(to, crossesYears ? 'short-year' : 'short') })
      : from
        ? t('ui.dates-from', { from: date(from, 'short') })
        : t('ui.dates-to', { to: date(to as Date | Day, 'short') });
  return <span class="step-dates">{text}</span>;
}
