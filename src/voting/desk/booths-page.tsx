import { z } from 'zod';
import { type Cycle, currentCycle } from '../../cycle/cycle-queries.ts';
import { act, type PageRequest, page, redirect, refused } from '../../platform/http/page.ts';
import { hasRole } from '../../platform/http/viewer.ts';
import { dayIn, momentIn } from '../../platform/time.ts';
import { Button } from '../../ui/components/button.tsx';
import { EmptyState } from '../../ui/components/empty-state.tsx';
import { Form } from '../../ui/components/form.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { Table } from '../../ui/components/table.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { makeBooth } from '../make-booth.ts';
import { type BoothFigures, boothsOf } from '../records/desk-rows.ts';
import { mayRunBooth, mayRunVoting } from '../voting-policy.ts';

interface BoothsData {
  readonly cycle: Cycle | undefined;
  readonly booths: readonly BoothFigures[];
  readonly mayAdd: boolean;
}

const adding = z.object({
  name: z.string().trim().min(1).max(80),
  place: z.string().trim().max(160).default(''),
});

/** The booths of the current cycle; a coordinator adds them. */
export const boothsPage = page({
  path: '/desk/booths',
  who: mayRunBooth,
  load,
  acts: { add: act({ who: mayRunVoting, input: adding, run: add }) },
  view: (data: BoothsData) => <BoothsView data={data} />,
});

async function load({ tx, city, now, viewer }: PageRequest): Promise<BoothsData> {
  const cycle = await currentCycle(tx, city.id);
  const mayAdd = hasRole(viewer, 'administrator', 'coordinator');
  const dayStart = momentIn(city.timeZone, dayIn(city.timeZone, now));
  return { cycle, booths: cycle ? await boothsOf(tx, city.id, cycle.id, dayStart) : [], mayAdd };
}

async function add({ tx, city, viewer, now }: PageRequest, input: z.infer<typeof adding>) {
  const cycle = await currentCycle(tx, city.id);
  if (!cycle) return refused('voting.desk-no-cycle');
  const actorId = viewer.personId as number;
  const made = await makeBooth(tx, { cityId: city.id, cycleId: cycle.id, actorId, now, ...input });
  return made.ok
    ? redirect('/desk/booths', 'voting.booth-added')
    : refused('voting.booth-name-taken', undefined, 'name');
}

function BoothsView({ data: { cycle, booths, mayAdd } }: { readonly data: BoothsData }) {
  const { t } = usePage();
  const title = t('voting.booths-title');
  return (
    <DeskLayout title={title}>
      <PageHeading title={title} kicker={cycle?.name} lead={t('voting.booths-lead')} />
      {booths.length > 0 && <BoothTable booths={booths} />}
      {booths.length === 0 && (
        <EmptyState title={t(cycle ? 'voting.booths-none' : 'voting.desk-no-cycle')} drawing="box">
          {cycle && mayAdd ? t('voting.booths-none-text') : undefined}
        </EmptyState>
      )}
      {cycle && mayAdd && (
        <Section title={t('voting.booth-add-title')}>
          <Form act="add">
            <TextField name="name" label={t('voting.booth-name')} size="medium" />
            <TextField name="place" label={t('voting.booth-place')} optional />
            <div>
              <Button>{t('voting.booth-add')}</Button>
            </div>
          </Form>
        </Section>
      )}
    </DeskLayout>
  );
}

function BoothTable({ booths }: Pick<BoothsData, 'booths'>) {
  const { t, href, number } = usePage();
  return (
    <Table
      stack
      caption={t('voting.booths-title')}
      captionHidden
      rows={booths}
      rowKey={({ id }) => id}
      columns={[
        {
          header: t('voting.column-booth'),
          cell: ({ id, name }) => <a href={href(`/desk/booths/${id}`)}>{name}</a>,
          heading: true,
        },
        { header: t('voting.booth-place'), cell: ({ place }) => place },
        { header: t('voting.column-today'), cell: ({ today }) => number(today), numeric: true },
        { header: t('voting.column-total'), cell: ({ total }) => number(total), numeric: true },
        {
          header: t('voting.column-papers'),
          cell: ({ id, name }) => (
            <a href={href(`/desk/booths/${id}/ballots`)}>
              {t('voting.to-ballots')} <span class="visually-hidden">{name}</span>
            </a>
          ),
        },
      ]}
    />
  );
}
