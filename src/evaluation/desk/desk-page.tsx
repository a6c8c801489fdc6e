import type { VNode } from 'preact';
import { type PageRequest, page } from '../../platform/http/page.ts';
import { anyStaff } from '../../platform/http/viewer.ts';
import { type Day, dayIn } from '../../platform/time.ts';
import { EmptyState } from '../../ui/components/empty-state.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { Stats, StatTile } from '../../ui/components/stat-tile.tsx';
import { Table } from '../../ui/components/table.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { caseStates } from '../case.ts';
import { deskPageSlot } from '../desk-slot.ts';
import { coordinates, seesCases, signs } from '../evaluation-policy.ts';
import { deskCycle } from './desk-cycle.ts';
import {
  countCases,
  type PlannedReveal,
  plannedReveal,
  type StateCounts,
  type WaitingOpinion,
  waitingOpinions,
} from './my-work.ts';

/** Opinions shown on the first page; the list of cases has the rest. */
const mostWaiting = 15;

interface DeskData {
  readonly cycle: string | null;
  readonly seesCases: boolean;
  readonly states: Partial<StateCounts>;
  readonly overdue: number;
  readonly waiting: readonly WaitingOpinion[];
  readonly waitingTotal: number;
  readonly reveal: PlannedReveal | undefined;
  /** What other modules have for this person to do. */
  readonly others: readonly VNode[];
  readonly today: Day;
}

export const deskPage = page<Record<string, never>, Record<string, never>, DeskData>({
  path: '/desk',
  who: anyStaff,
  load: async (request) => {
    const { city, viewer, now } = request;
    const cycle = await deskCycle(request);
    const today = dayIn(city.timeZone, now);
    const others = await deskPageSlot.load(request as PageRequest, { cycleId: cycle?.id ?? null });
    const sees = seesCases(viewer) === 'allowed';
    const bare = { cycle: cycle?.name ?? null, seesCases: sees, others, today };
    if (!cycle || !sees) {
      return { ...bare, states: {}, overdue: 0, waiting: [], waitingTotal: 0, reveal: undefined };
    }
    const place = { cityId: city.id, cycleId: cycle.id, viewer, today };
    const { rows, total } = await waitingOpinions(request.tx, place, mostWaiting);
    return {
      ...bare,
      ...(await countCases(request.tx, place)),
      waiting: rows,
      waitingTotal: total,
      reveal: await plannedReveal(request.tx, city.id, cycle.id),
    };
  },
  view: (data) => <DeskView {...data} />,
});

function DeskView(data: DeskData) {
  const { t, viewer } = usePage();
  const title = t('evaluation.desk');
  return (
    <DeskLayout title={title}>
      <PageHeading
        title={viewer.name ? t('evaluation.desk-hello', { name: viewer.name }) : title}
        kicker={data.cycle ?? undefined}
      />
      {data.cycle === null && (
        <EmptyState title={t('evaluation.no-cycle')}>{t('evaluation.no-cycle-hint')}</EmptyState>
      )}
      {data.cycle !== null && data.seesCases && (
        <>
          <WaitsForMe {...data} />
          <AllStates {...data} />
        </>
      )}
      {data.others}
      {!data.seesCases && <Places />}
    </DeskLayout>
  );
}

/** Whoever sees no cases begins with the pages of the own menu. */
function Places() {
  const { t, href, navigation } = usePage();
  const places = navigation.filter((item) => item.place === 'desk' && item.href !== '/desk');
  return (
    <Section title={t('evaluation.places')}>
      <ul>
        {places.map((item) => (
          <li key={item.href}>
            <a href={href(item.href)}>{t(item.label)}</a>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function WaitsForMe(data: DeskData) {
  const { t, viewer, href, number } = usePage();
  const mine = [
    ...(coordinates(viewer) === 'allowed' ? (['received', 'formal_check', 'consolidation'] as const) : []),
    ...(signs(viewer) === 'allowed' ? (['prepared'] as const) : []),
  ];
  const { states, overdue, waiting } = data;
  if (mine.length === 0 && data.waitingTotal === 0) return null;
  return (
    <Section title={t('evaluation.waits-for-me')}>
      {mine.length > 0 && (
        <Stats>
          {mine.map((state) => (
            <StatTile
              key={state}
              label={t(`evaluation.todo.${state}`)}
              value={number(states[state] ?? 0)}
              href={href(state === 'prepared' ? '/desk/decisions' : `/desk/cases?state=${state}`)}
            />
          ))}
          <StatTile
            label={t('evaluation.todo.overdue')}
            value={number(overdue)}
            href={href('/desk/cases?overdue=yes&sort=due')}
          />
        </Stats>
      )}
      {waiting.length > 0 && <WaitingTable {...data} />}
    </Section>
  );
}

function WaitingTable({ waiting, waitingTotal, today }: DeskData) {
  const { t, href, date } = usePage();
  return (
    <>
      <Table
        caption={t('evaluation.opinions-owed', { count: waitingTotal })}
        rows={waiting}
        rowKey={(row) => `${row.caseId}-${row.department}`}
        stack
        columns={[
          { header: t('evaluation.folio'), cell: (row) => <span class="folio">{row.folio}</span> },
          {
            header: t('evaluation.proposal'),
            heading: true,
            cell: (row) => (
              <a href={href(`/desk/cases/${row.caseId}?state=with_departments&sort=due`)}>{row.title}</a>
            ),
          },
          { header: t('evaluation.department'), cell: (row) => row.department },
          {
            header: t('evaluation.due'),
            cell: (row) =>
              row.dueOn &&
              (row.dueOn < today ? (
                <strong>{t('evaluation.late-since', { date: date(row.dueOn, 'short') })}</strong>
              ) : (
                date(row.dueOn, 'short')
              )),
          },
          {
            header: t('evaluation.note'),
            cell: (row) =>
              [row.mine && t('evaluation.yours'), row.returned && t('evaluation.returned')]
                .filter(Boolean)
                .join(', '),
          },
        ]}
      />
      {waitingTotal > waiting.length && (
        <p>
          <a href={href('/desk/cases?state=with_departments&sort=due')}>{t('evaluation.see-all')}</a>
        </p>
      )}
    </>
  );
}

function AllStates({ states, reveal }: DeskData) {
  const { t, href, number, date } = usePage();
  return (
    <Section title={t('evaluation.where-cases-stand')}>
      {reveal && <Notice>{t('evaluation.reveal-planned', { moment: date(reveal.at, 'moment') })}</Notice>}
      <Table
        caption={t('evaluation.where-cases-stand')}
        captionHidden
        rows={caseStates.filter((state) => state !== 'waiting' || states.waiting)}
        rowKey={(state) => state}
        columns={[
          {
            header: t('evaluation.state'),
            heading: true,
            cell: (state) => (
              <a href={href(`/desk/cases?state=${state}`)}>{t(`evaluation.state.${state}`)}</a>
            ),
          },
          { header: t('evaluation.cases'), numeric: true, cell: (state) => number(states[state] ?? 0) },
        ]}
        total={[t('evaluation.total'), number(Object.values(states).reduce((sum, one) => sum + one, 0))]}
      />
    </Section>
  );
}
