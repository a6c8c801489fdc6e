import type { CandidateOutcome } from '@cabildo/tally';
import { missing, page } from '../../platform/http/page.ts';
import { Breadcrumbs } from '../../ui/components/breadcrumbs.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { SummaryList } from '../../ui/components/summary-list.tsx';
import { Table } from '../../ui/components/table.tsx';
import { StatusTag } from '../../ui/components/tag.tsx';
import { CitizenLayout } from '../../ui/layouts/citizen-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import type { KeptExplanation } from '../explanation.ts';
import { explanationsOf } from '../explanation-queries.ts';
import { type PublishedBallots, publishedBallots } from '../published-ballots.ts';
import { reasonText } from '../reasons.ts';
import { readResults } from '../results-policy.ts';
import { AfterTheCount } from './after-the-count.tsx';
import { CheckIt } from './check-it.tsx';
import { CountRounds } from './count-rounds.tsx';
import {
  type ContestParams,
  contestParams,
  publishedContest,
  type ShownContest,
  titlesOf,
} from './published-contest.ts';
import { RuleInWords } from './rule-in-words.tsx';

interface Data {
  readonly shown: ShownContest;
  readonly explanations: ReadonlyMap<string, KeptExplanation>;
  readonly ballots: PublishedBallots | undefined;
}

export const contestPage = page<ContestParams, Record<string, never>, Data>({
  path: '/results/:contest',
  who: readResults,
  publicity: true,
  params: contestParams,
  load: async ({ tx, city, params }) => {
    const shown = await publishedContest(tx, city.id, params.contest);
    if (!shown) return missing;
    const explanations = await explanationsOf(tx, city.id, shown.runId);
    return { shown, explanations, ballots: await publishedBallots(tx, city.id, shown.runId) };
  },
  view: (data) => <Contest {...data} />,
});

function Contest({ shown, explanations, ballots }: Data) {
  const { t, money, number, href } = usePage();
  const { contest, candidates, outcome, winners, cost, after, seed, codeVersion, district } = shown;
  return (
    <CitizenLayout title={`${contest.title} · ${t('results.title')}`}>
      <Breadcrumbs trail={[{ label: t('results.title'), href: href('/results') }]} />
      <PageHeading
        title={contest.title}
        kicker={district}
        lead={t('results.contest-lead', {
          winners: winners.length,
          cost: money(cost),
          money: money(outcome.budget),
        })}
      />
      <Section title={t('results.every-project')} id="projects">
        <EveryProject shown={shown} />
      </Section>
      <Section title={t('results.steps')} id="steps">
        <h3>{t('results.rule')}</h3>
        <RuleInWords outcome={outcome} />
        <CountRounds
          outcome={outcome}
          contestId={contest.id}
          title={titlesOf(shown)}
          explanations={explanations}
          open={ballots !== undefined}
        />
        <AfterTheCount after={after} candidates={candidates} />
      </Section>
      <Section title={t('results.how-counted')} id="count">
        <SummaryList
          items={[
            { term: t('results.ballots'), value: number(outcome.turnout.cast) },
            { term: t('results.blank'), value: number(outcome.turnout.blank) },
            { term: t('results.void'), value: number(outcome.turnout.void) },
            { term: t('results.seed'), value: <code>{seed}</code> },
            { term: t('results.hash'), value: <code class="hash">{outcome.inputHash}</code> },
            { term: t('results.program'), value: <code>{codeVersion}</code> },
          ]}
        />
        <CheckIt contestId={contest.id} transcript={outcome.rule.name === 'equal-shares'} ballots={ballots} />
      </Section>
    </CitizenLayout>
  );
}

function EveryProject({ shown }: { readonly shown: ShownContest }) {
  const { t, money, number, href } = usePage();
  const { contest, outcome, winners } = shown;
  const title = titlesOf(shown);
  const byStanding = [...outcome.candidates].sort(
    (a, b) =>
      (a.place ?? 1e9) - (b.place ?? 1e9) || b.votes - a.votes || Number(a.candidate) - Number(b.candidate),
  );
  return (
    <Table
      caption={t('results.every-project')}
      captionHidden
      stack
      rows={byStanding}
      rowKey={(row) => row.candidate}
      columns={[
        { header: t('results.number'), cell: (row) => row.candidate, numeric: true },
        {
          header: t('results.project'),
          heading: true,
          cell: (row) => (
            <a id={`candidate-${row.candidate}`} href={href(`/results/${contest.id}/${row.candidate}`)}>
              {title(row.candidate)}
            </a>
          ),
        },
        { header: t('results.cost'), cell: (row) => money(row.cost), numeric: true },
        { header: t('results.votes-header'), cell: (row) => number(row.votes), numeric: true },
        {
          header: t('results.what-happened'),
          cell: (row) => (
            // One box: stacked on a phone, a cell puts what stands in it side by side.
            <div>
              <WhatHappened row={row} won={winners.includes(row.candidate)} title={title} />
              {!winners.includes(row.candidate) && (
                <WhyNot
                  address={href(`/results/${contest.id}/${row.candidate}`)}
                  title={title(row.candidate)}
                />
              )}
            </div>
          ),
        },
      ]}
    />
  );
}

/** The same words in every row, told apart for whoever hears a list of links. */
function WhyNot({ address, title }: { readonly address: string; readonly title: string }) {
  const { t } = usePage();
  return (
    <>
      {' '}
      <a href={address}>
        {t('results.why.link')}
        <span class="visually-hidden"> {title}</span>
      </a>
    </>
  );
}

interface HappenedProps {
  readonly row: CandidateOutcome;
  readonly won: boolean;
  readonly title: (id: string) => string;
}

function WhatHappened({ row, won, title }: HappenedProps) {
  const { t, money } = usePage();
  if (won && row.place === null) return <StatusTag tone="good">{t('results.won-after')}</StatusTag>;
  if (won) return <StatusTag tone="good">{t('results.won', { place: row.place ?? 0 })}</StatusTag>;
  if (row.place !== null) return <>{t('results.lost-after')}</>;
  const [reason] = row.reasons;
  if (!reason) return <>—</>;
  const { key, args } = reasonText(reason, money, title);
  return <>{t(key, args)}</>;
}
