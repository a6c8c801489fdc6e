import { z } from 'zod';
import {
  type Cycle,
  currentCycle,
  cycleById,
  cycleBySlug,
  cyclesOf,
  districtsOf,
} from '../../cycle/cycle-queries.ts';
import { missing, page } from '../../platform/http/page.ts';
import { EmptyState } from '../../ui/components/empty-state.tsx';
import { Icon } from '../../ui/components/icon.tsx';
import { MoneyMeter } from '../../ui/components/meter.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { Stats, StatTile } from '../../ui/components/stat-tile.tsx';
import { CitizenLayout } from '../../ui/layouts/citizen-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { readResults } from '../results-policy.ts';
import {
  type PublishedContest,
  type PublishedResults,
  publishedCycles,
  publishedResults,
} from '../results-queries.ts';
import { AfterTheCount } from './after-the-count.tsx';

interface Data {
  readonly cycle: string;
  /** Other editions whose results are public. */
  readonly others: readonly Pick<Cycle, 'slug' | 'name'>[];
  readonly results: PublishedResults | undefined;
  readonly districts: ReadonlyMap<number, string>;
}

export const resultsPage = page<Record<string, never>, { cycle?: string | undefined }, Data>({
  path: '/results',
  who: readResults,
  publicity: true,
  query: z.object({ cycle: z.string().optional() }),
  load: async ({ tx, city, query }) => {
    const published = await publishedCycles(tx, city.id);
    // Without a wish: the newest edition whose results are out, so that the page is not empty for most of a year.
    const cycle = query.cycle
      ? await cycleBySlug(tx, city.id, query.cycle)
      : published[0]
        ? await cycleById(tx, city.id, published[0].cycleId)
        : await currentCycle(tx, city.id);
    if (!cycle) return missing;
    const known = new Set(published.map(({ cycleId }) => cycleId));
    const others = (await cyclesOf(tx, city.id)).filter((one) => known.has(one.id) && one.id !== cycle.id);
    const districts = new Map((await districtsOf(tx, cycle)).map((district) => [district.id, district.name]));
    return { cycle: cycle.name, others, results: await publishedResults(tx, city.id, cycle.id), districts };
  },
  view: (data) => <Results {...data} />,
});

function Results({ cycle, others, results, districts }: Data) {
  const { t, date, href } = usePage();
  return (
    <CitizenLayout title={t('results.title')}>
      <PageHeading
        title={t('results.title')}
        kicker={cycle}
        {...(results && { lead: t('results.published-on', { day: date(results.publishedAt) }) })}
      />
      {results?.reason && (
        <Notice tone="warn" title={t('results.corrected')}>
          <p>{results.reason}</p>
        </Notice>
      )}
      {results ? (
        <>
          <Totals results={results} />
          {results.contests.map((one) => (
            <ContestResult
              key={one.contest.id}
              {...one}
              district={districts.get(one.contest.districtId) ?? ''}
            />
          ))}
        </>
      ) : (
        <EmptyState
          title={t('results.none')}
          drawing="box"
          action={<a href={href('/cycle')}>{t('results.see-calendar')}</a>}
        >
          <p>{t('results.none-why')}</p>
        </EmptyState>
      )}
      {others.length > 0 && (
        <Section title={t('results.others')}>
          <ul class="plain">
            {others.map(({ slug, name }) => (
              <li key={slug}>
                <a href={href(`/results?cycle=${slug}`)}>{name}</a>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </CitizenLayout>
  );
}

function Totals({ results }: { results: PublishedResults }) {
  const { t, number, money } = usePage();
  const sum = (of: (one: PublishedContest) => number) =>
    results.contests.reduce((all, one) => all + of(one), 0);
  return (
    <Stats>
      <StatTile label={t('results.winners')} value={number(sum((one) => one.winners.length))} />
      <StatTile label={t('results.money-won')} value={money(sum((one) => one.cost))} />
      <StatTile label={t('results.ballots')} value={number(sum((one) => one.outcome.turnout.cast))} />
    </Stats>
  );
}

function ContestResult({
  contest,
  candidates,
  outcome,
  winners,
  cost,
  after,
  district,
}: PublishedContest & { district: string }) {
  const { t, money, number, href } = usePage();
  const votesOf = (id: string) => outcome.candidates.find((one) => one.candidate === id)?.votes ?? 0;
  return (
    <Section
      title={contest.title}
      id={`contest-${contest.id}`}
      more={
        <a href={href(`/results/${contest.id}`)}>{t('results.step-by-step', { contest: contest.title })}</a>
      }
    >
      <MoneyMeter
        label={t('results.money-of', { district })}
        total={contest.money}
        parts={[{ label: t('results.for-winners'), amount: cost, tone: 'main' }]}
      />
      {winners.length === 0 ? (
        <p>{t('results.no-winner')}</p>
      ) : (
        <ol class="winners">
          {winners.map((id) => {
            const candidate = candidates.find((one) => String(one.number) === id);
            return (
              <li key={id}>
                <a href={href(`/results/${contest.id}#candidate-${id}`)}>{candidate?.title}</a>
                <span class="fact">
                  <Icon name="money" /> {money(candidate?.cost ?? 0)}
                </span>
                <span class="fact">
                  <Icon name="people" /> {t('results.votes', { votes: votesOf(id) })}
                </span>
              </li>
            );
          })}
        </ol>
      )}
      <AfterTheCount after={after} candidates={candidates} />
      <p class="note">
        {t('results.turnout', {
          cast: number(outcome.turnout.cast),
          blank: number(outcome.turnout.blank),
          void: number(outcome.turnout.void),
        })}
      </p>
    </Section>
  );
}
