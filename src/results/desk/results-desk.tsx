import { z } from 'zod';
import { type Cycle, currentCycle } from '../../cycle/cycle-queries.ts';
import type { Tx } from '../../platform/db/database.ts';
import { act, missing, page, redirect, refused } from '../../platform/http/page.ts';
import { Button } from '../../ui/components/button.tsx';
import { Form } from '../../ui/components/form.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { SummaryList } from '../../ui/components/summary-list.tsx';
import { Table } from '../../ui/components/table.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { contestsOf, isOpened } from '../../voting/voting-queries.ts';
import { countContests } from '../count-contests.ts';
import { lastHeld, orderPublication } from '../order-publication.ts';
import { lastRuns } from '../publish-results.ts';
import { recordTieSeed } from '../record-tie-seed.ts';
import { publishesResults, runCounts } from '../results-policy.ts';

interface Data {
  readonly cycle: Cycle;
  readonly seed: { seed: string; source: string; recorded_at: Date } | undefined;
  readonly opened: boolean;
  readonly runs: readonly {
    id: number;
    contestId: number;
    title: string;
    inputHash: string;
    runAt: Date;
    codeVersion: string;
  }[];
  readonly publishedAt: Date | undefined;
  readonly held: { readonly ordered_at: Date; readonly ended: string | null } | undefined;
}

export const resultsDesk = page<Record<string, never>, Record<string, never>, Data>({
  path: '/desk/results',
  who: runCounts,
  load: async ({ tx, city }) => {
    const cycle = await currentCycle(tx, city.id);
    return cycle ? load(tx, city.id, cycle) : missing;
  },
  acts: {
    seed: act({
      input: z.object({
        seed: z.string().trim().min(8, 'results.desk.seed-short').max(200),
        source: z.string().trim().min(1).max(300),
      }),
      run: async ({ tx, city, viewer, now }, input) => {
        const cycle = await currentCycle(tx, city.id);
        if (!cycle || viewer.personId === null) return refused('results.desk.no-cycle');
        const common = { cityId: city.id, cycleId: cycle.id, actorId: viewer.personId, now };
        const done = await recordTieSeed(tx, { ...common, ...input });
        return done.ok
          ? redirect('/desk/results', 'results.desk.seed-kept')
          : refused(`results.desk.${done.reason}`);
      },
    }),
    count: act({
      input: z.object({}),
      run: async ({ tx, city, viewer, now }) => {
        const cycle = await currentCycle(tx, city.id);
        if (!cycle || viewer.personId === null) return refused('results.desk.no-cycle');
        const { currency } = city;
        const actorId = viewer.personId;
        const done = await countContests(tx, { cityId: city.id, cycleId: cycle.id, currency, actorId, now });
        return done.ok
          ? redirect('/desk/results', 'results.desk.counted')
          : refused(`results.desk.${done.reason}`);
      },
    }),
    publish: act({
      who: publishesResults,
      input: z.object({ runs: z.string(), reason: z.string().trim().max(1000).optional() }),
      run: async ({ tx, city, viewer, now }, { runs, reason }) => {
        const cycle = await currentCycle(tx, city.id);
        if (!cycle || viewer.personId === null) return refused('results.desk.no-cycle');
        const done = await orderPublication(tx, {
          cityId: city.id,
          cycleId: cycle.id,
          runIds: runs.split(' ').map(Number),
          actorId: viewer.personId,
          now,
          ...(reason && { reason }),
        });
        if (done.ok && done.value === 'held') return redirect('/desk/results', 'results.desk.held');
        return done.ok
          ? redirect('/results', 'results.desk.published')
          : refused(`results.desk.${done.reason}`);
      },
    }),
  },
  view: (data) => <ResultsDesk {...data} />,
});

async function load(tx: Tx, cityId: number, cycle: Cycle): Promise<Data> {
  const contests = await contestsOf(tx, cityId, cycle.id);
  const runs = await lastRuns(
    tx,
    cityId,
    contests.map((contest) => contest.id),
  );
  const seed = await tx
    .selectFrom('tie_seed')
    .select(['seed', 'source', 'recorded_at'])
    .where('city_id', '=', cityId)
    .where('cycle_id', '=', cycle.id)
    .executeTakeFirst();
  const publication = await tx
    .selectFrom('publication')
    .select('published_at')
    .where('city_id', '=', cityId)
    .where('cycle_id', '=', cycle.id)
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return {
    cycle,
    seed,
    opened: await isOpened(tx, cityId, cycle.id),
    runs: runs.map((run) => ({
      id: run.id,
      contestId: run.contest_id,
      title: contests.find((contest) => contest.id === run.contest_id)?.title ?? '',
      inputHash: run.input_hash,
      runAt: run.run_at,
      codeVersion: run.code_version,
    })),
    publishedAt: publication?.published_at,
    held: await lastHeld(tx, cityId, cycle.id),
  };
}

function ResultsDesk({ cycle, seed, opened, runs, publishedAt, held }: Data) {
  const { t, date } = usePage();
  return (
    <DeskLayout title={t('results.desk.title')}>
      <PageHeading title={t('results.desk.title')} kicker={cycle.name} lead={t('results.desk.lead')} />
      <Section title={t('results.desk.seed-title')} id="seed">
        {seed ? (
          <SummaryList
            items={[
              { term: t('results.seed'), value: <code>{seed.seed}</code> },
              { term: t('results.desk.source'), value: seed.source },
              { term: t('results.desk.recorded'), value: date(seed.recorded_at, 'moment') },
            ]}
          />
        ) : (
          <Form act="seed" id="seed">
            <p>{t('results.desk.seed-why')}</p>
            <TextField name="seed" label={t('results.seed')} hint={t('results.desk.seed-hint')} />
            <TextField
              name="source"
              label={t('results.desk.source')}
              hint={t('results.desk.source-hint')}
              size="long"
            />
            <Button>{t('results.desk.keep-seed')}</Button>
          </Form>
        )}
      </Section>
      <Section title={t('results.desk.count-title')} id="count">
        {opened ? (
          <Form act="count" id="count">
            <p>{t('results.desk.count-why')}</p>
            <Button kind={runs.length > 0 ? 'quiet' : 'primary'}>
              {t(runs.length > 0 ? 'results.desk.count-again' : 'results.desk.count')}
            </Button>
          </Form>
        ) : (
          <p>{t('results.desk.not-opened')}</p>
        )}
        {runs.length > 0 && <Runs runs={runs} publishedAt={publishedAt} />}
      </Section>
      {runs.length > 0 && (
        <Section title={t('results.desk.publish-title')} id="publish">
          {publishedAt && (
            <Notice tone="good">
              <p>{t('results.published-on', { day: date(publishedAt, 'moment') })}</p>
            </Notice>
          )}
          {held && <Held held={held} />}
          <Form act="publish" id="publish" hidden={{ runs: runs.map((run) => run.id).join(' ') }}>
            <p>{t('results.desk.publish-why')}</p>
            {publishedAt && <TextField name="reason" label={t('results.desk.reason')} size="long" />}
            <Button>{t(publishedAt ? 'results.desk.publish-again' : 'results.desk.publish')}</Button>
          </Form>
        </Section>
      )}
      {publishedAt && <BallotLinks runs={runs} />}
    </DeskLayout>
  );
}

function Held({ held }: { readonly held: NonNullable<Data['held']> }) {
  const { t, date } = usePage();
  const day = date(held.ordered_at, 'moment');
  if (held.ended === null)
    return <Notice title={t('results.desk.held-since', { day })}>{t('results.desk.held-why')}</Notice>;
  if (held.ended === 'published' || held.ended === 'replaced') return null;
  return <Notice tone="warn">{t('results.desk.held-failed', { day })}</Notice>;
}

/** Off unless the city decides otherwise, contest by contest; the next page says what it means. */
function BallotLinks({ runs }: Pick<Data, 'runs'>) {
  const { t, href } = usePage();
  return (
    <Section title={t('results.ballots.section')} id="ballots">
      <p>{t('results.ballots.section-why')}</p>
      <ul class="plain">
        {runs.map(({ contestId, title }) => (
          <li key={contestId}>
            <a href={href(`/desk/results/${contestId}/ballots`)}>
              {t('results.ballots.decide', { contest: title })}
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Runs({ runs, publishedAt }: Pick<Data, 'runs' | 'publishedAt'>) {
  const { t, date } = usePage();
  return (
    <Table
      caption={t('results.desk.runs')}
      rows={runs}
      rowKey={(run) => String(run.id)}
      columns={[
        { header: t('results.desk.contest'), heading: true, cell: (run) => run.title },
        {
          header: t('results.hash'),
          // Where few voted, all possible boxes can be tried until one has this fingerprint: it waits for the result.
          cell: (run) =>
            publishedAt ? <code class="hash">{run.inputHash}</code> : t('results.desk.hash-later'),
        },
        { header: t('results.desk.run-at'), cell: (run) => date(run.runAt, 'moment') },
        { header: t('results.program'), cell: (run) => run.codeVersion },
      ]}
    />
  );
}
