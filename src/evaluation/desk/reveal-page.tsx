import { z } from 'zod';
import { act, type PageRequest, page, redirect, refused } from '../../platform/http/page.ts';
import { type Day, dayIn, momentIn } from '../../platform/time.ts';
import { Actions, Button } from '../../ui/components/button.tsx';
import { DateField } from '../../ui/components/date-field.tsx';
import { EmptyState } from '../../ui/components/empty-state.tsx';
import { Form } from '../../ui/components/form.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { Stats, StatTile } from '../../ui/components/stat-tile.tsx';
import { Table } from '../../ui/components/table.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { coordinates, reveals, seesDecisions } from '../evaluation-policy.ts';
import { planReveal } from '../plan-reveal.ts';
import { deskCycle } from './desk-cycle.ts';
import { explain } from './explain.ts';
import { countCases, plannedReveal, type StateCounts } from './my-work.ts';

interface PastReveal {
  readonly at: Date;
  readonly decisions: number;
}

interface RevealData {
  readonly cycle: string | null;
  readonly states: Partial<StateCounts>;
  readonly planned: { readonly moment: Date; readonly day: Day; readonly time: string } | null;
  readonly past: readonly PastReveal[];
  readonly today: Day;
}

export const revealPage = page<Record<string, never>, Record<string, never>, RevealData>({
  path: '/desk/reveal',
  who: seesDecisions,
  load: async (request) => {
    const { tx, city, viewer, now } = request;
    const cycle = await deskCycle(request);
    const today = dayIn(city.timeZone, now);
    if (!cycle) return { cycle: null, states: {}, planned: null, past: [], today };
    const { states } = await countCases(tx, { cityId: city.id, cycleId: cycle.id, viewer, today });
    const planned = await plannedReveal(tx, city.id, cycle.id);
    const past = await tx
      .selectFrom('reveal')
      .select(['done_at as at', 'decisions'])
      .where('city_id', '=', city.id)
      .where('cycle_id', '=', cycle.id)
      .where('done_at', 'is not', null)
      .orderBy('done_at', 'desc')
      .$castTo<PastReveal>()
      .execute();
    return {
      cycle: cycle.name,
      states,
      past,
      today,
      planned: planned ? wallClock(planned.at, city.timeZone) : null,
    };
  },
  acts: {
    plan: act({
      who: reveals,
      input: z.object({
        day: z.iso.date('evaluation.day-invalid'),
        time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'evaluation.time-invalid'),
      }),
      run: async (request: PageRequest, { day, time }) => {
        const { tx, city, viewer, now } = request;
        const cycle = await deskCycle(request);
        if (!cycle) return refused('evaluation.no-cycle');
        const at = momentIn(city.timeZone, day, time);
        const actorId = viewer.personId as number;
        const done = await planReveal(tx, { cityId: city.id, cycleId: cycle.id, at, actorId, now });
        return done.ok
          ? redirect('/desk/reveal', 'evaluation.done.reveal-planned')
          : explain(request, done, { 'in-the-past': 'day' });
      },
    }),
  },
  view: (data) => <RevealView {...data} />,
});

function wallClock(moment: Date, timeZone: string) {
  const time = moment.toLocaleTimeString('sv-SE', { timeZone, hour: '2-digit', minute: '2-digit' });
  return { moment, day: dayIn(timeZone, moment), time };
}

const unsigned = [
  'received',
  'formal_check',
  'waiting',
  'with_departments',
  'consolidation',
  'prepared',
] as const;

function RevealView({ cycle, states, planned, past, today }: RevealData) {
  const { t, date, number, viewer, href } = usePage();
  const title = t('evaluation.reveal');
  const open = unsigned.reduce((sum, state) => sum + (states[state] ?? 0), 0);
  if (cycle === null) {
    return (
      <DeskLayout title={title}>
        <PageHeading title={title} />
        <EmptyState title={t('evaluation.no-cycle')}>{t('evaluation.no-cycle-hint')}</EmptyState>
      </DeskLayout>
    );
  }
  return (
    <DeskLayout title={title}>
      <PageHeading title={title} kicker={cycle} lead={t('evaluation.reveal-lead')} />
      <Stats>
        <StatTile
          label={t('evaluation.signed-waiting')}
          value={number(states.signed ?? 0)}
          href={href('/desk/cases?state=signed')}
        />
        <StatTile
          label={t('evaluation.not-signed-yet')}
          value={number(open)}
          note={t('evaluation.not-signed-hint')}
        />
        <StatTile label={t('evaluation.state.revealed')} value={number(states.revealed ?? 0)} />
      </Stats>
      {planned ? (
        <Notice tone="info">
          {t('evaluation.reveal-planned', { moment: date(planned.moment, 'moment') })}
        </Notice>
      ) : (
        <Notice tone="warn">{t('evaluation.reveal-not-planned')}</Notice>
      )}
      {coordinates(viewer) === 'allowed' && (
        <Section title={t(planned ? 'evaluation.reveal-move' : 'evaluation.reveal-plan')}>
          <Form act="plan">
            <DateField name="day" label={t('evaluation.reveal-day')} value={planned?.day} min={today} />
            <TextField
              name="time"
              type="time"
              label={t('evaluation.reveal-time')}
              value={planned?.time ?? '10:00'}
              size="short"
            />
            <Actions>
              <Button>{t(planned ? 'evaluation.reveal-move' : 'evaluation.reveal-plan')}</Button>
            </Actions>
          </Form>
        </Section>
      )}
      {past.length > 0 && (
        <Table
          caption={t('evaluation.reveals-done')}
          rows={past}
          columns={[
            { header: t('evaluation.revealed-at'), heading: true, cell: (row) => date(row.at, 'moment') },
            { header: t('evaluation.decisions'), numeric: true, cell: (row) => number(row.decisions) },
          ]}
        />
      )}
    </DeskLayout>
  );
}
