import type { PhaseView } from '../../cycle/cycle-queries.ts';
import { Button, ButtonLink } from '../../ui/components/button.tsx';
import { Checkbox } from '../../ui/components/checkbox.tsx';
import { Form } from '../../ui/components/form.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { RadioGroup } from '../../ui/components/radio-group.tsx';
import { SummaryList } from '../../ui/components/summary-list.tsx';
import { Timeline } from '../../ui/components/timeline.tsx';
import { CitizenLayout } from '../../ui/layouts/citizen-layout.tsx';
import { usePage } from '../../ui/page-context.ts';

export interface ClockData {
  readonly phases: readonly PhaseView[];
  readonly now: Date;
}

const steps = {
  upcoming: 'next',
  open: 'now',
  closed: 'done',
  suspended: 'stopped',
  cancelled: 'stopped',
} as const;

export function ClockView({ phases, now }: ClockData) {
  const { t, date, href, city } = usePage();
  const open = phases.filter(({ state }) => state === 'open');
  return (
    <CitizenLayout title={t('demo.clock.title')} width="text">
      <PageHeading
        title={t('demo.clock.title')}
        lead={t('demo.clock.lead')}
        actions={
          <ButtonLink href={href(city.practice ? '/practice/people' : '/demo/sign-in')} kind="quiet">
            {t('demo.clock.roles')}
          </ButtonLink>
        }
      />
      <SummaryList
        items={[
          { term: t('demo.clock.now'), value: date(now, 'moment') },
          {
            term: t('demo.clock.phase'),
            value: open.map(({ kind }) => t(`cycle.phase.${kind}`)).join(', ') || t('demo.clock.no-phase'),
          },
        ]}
      />
      <Section title={t('demo.clock.move')}>
        <MoveForm phases={phases} now={now} />
      </Section>
      {phases.length > 0 && (
        <Section title={t('demo.clock.calendar')}>
          <Timeline
            steps={phases.map(({ kind, state, opensAt, closesAt }) => ({
              title: t(`cycle.phase.${kind}`),
              state: steps[state],
              from: opensAt,
              to: new Date(closesAt.getTime() - 1),
            }))}
          />
        </Section>
      )}
    </CitizenLayout>
  );
}

function MoveForm({ phases, now }: ClockData) {
  const { t, date, city } = usePage();
  const openings = phases.map(({ id, kind, opensAt }) => ({
    at: opensAt,
    value: `opens-${id}`,
    label: t('demo.clock.opens', { phase: t(`cycle.phase.${kind}`) }),
  }));
  const closings = phases
    .filter(({ state }) => state === 'open')
    .map(({ id, kind, closesAt }) => ({
      at: closesAt,
      value: `closes-${id}`,
      label: t('demo.clock.closes', { phase: t(`cycle.phase.${kind}`) }),
    }))
    // Where the next phase opens at that moment, its opening says it better.
    .filter(({ at }) => openings.every((one) => one.at.getTime() !== at.getTime()));
  const edges = [...openings, ...closings]
    .filter(({ at }) => at > now)
    .sort((one, other) => one.at.getTime() - other.at.getTime())
    .map(({ at, value, label }) => ({ value, label, hint: date(at, 'moment') }));
  const next = edges[0]?.value ?? 'month';
  const spans = [
    { value: 'day', label: t('demo.clock.day') },
    { value: 'week', label: t('demo.clock.week') },
    { value: 'month', label: t('demo.clock.month') },
  ];
  return (
    <Form act="move">
      <RadioGroup name="to" label={t('demo.clock.to')} value={next} options={[...edges, ...spans]} />
      {city.demo && (
        <Checkbox
          name="play"
          label={t('demo.clock.play')}
          hint={t('demo.clock.play-hint')}
          optional
          checked
        />
      )}
      <p class="soft">{t('demo.clock.wait')}</p>
      <Button icon="next">{t('demo.clock.move')}</Button>
    </Form>
  );
}
