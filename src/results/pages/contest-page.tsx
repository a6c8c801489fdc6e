import type { CandidateOutcome } from '@cabildo/tally';
import { z } from 'zod';
import { cycleById, districtsOf } from '../../cycle/cycle-queries.ts';
import { download, missing, type PageRequest, page } from '../../platform/http/page.ts';
import { Breadcrumbs } from '../../ui/components/breadcrumbs.tsx';
import { ButtonLink } from '../../ui/components/button.tsx';
import { Details } from '../../ui/components/details.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { SummaryList } from '../../ui/components/summary-list.tsx';
import { Table } from '../../ui/components/table.tsx';
import { StatusTag } from '../../ui/components/tag.tsx';
import { CitizenLayout } from '../../ui/layouts/citizen-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { contestById } from '../../voting/voting-queries.ts';
import { reasonText } from '../reasons.ts';
import { readResults } from '../results-policy.ts';
import { type PublishedContest, publishedResults } from '../results-queries.ts';
import { AfterTheCount } from './after-the-count.tsx';

interface Data extends PublishedContest {
  readonly district: string;
}

const params = z.object({ contest: z.coerce.number().int().positive() });
type Params = z.infer<typeof params>;

async function load({ tx, city, params }: PageRequest<Params, unknown>) {
  const contest = await contestById(tx, city.id, params.contest);
  const cycle = contest && (await cycleById(tx, city.id, contest.cycleId));
  if (!contest || !cycle) return undefined;
  const results = await publishedResults(tx, city.id, cycle.id);
  const one = results?.contests.find((each) => each.contest.id === contest.id);
  if (!one) return undefined;
  const district = (await districtsOf(tx, cycle)).find((each) => each.id === contest.districtId);
  return { ...one, district: district?.name ?? '' };
}

export const contestPage = page<Params, Record<string, never>, Data>({
  path: '/results/:contest',
  who: readResults,
  publicity: true,
  params,
  load: async (request) => (await load(request)) ?? missing,
  view: (data) => <Contest {...data} />,
});

/** The published count as it was stored, for whoever wants to check it with a program. */
export const contestFilePage = page<Params>({
  path: '/results/:contest/count.json',
  who: readResults,
  params,
  load: async (request) => {
    const data = await load(request);
    if (!data) return missing;
    const name = `count-${data.contest.id}-${data.outcome.inputHash.slice(0, 12)}.json`;
    return download(name, 'application/json', JSON.stringify(data.outcome, null, 2));
  },
  view: () => <></>,
});

function Contest({ contest, candidates, outcome, winners, cost, after, seed, codeVersion, district }: Data) {
  const { t, money, number, href } = usePage();
  const title = (id: string) => candidates.find((one) => String(one.number) === id)?.title ?? id;
  const byStanding = [...outcome.candidates].sort(
    (a, b) =>
      (a.place ?? 1e9) - (b.place ?? 1e9) || b.votes - a.votes || Number(a.candidate) - Number(b.candidate),
  );
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
              cell: (row) => <span id={`candidate-${row.candidate}`}>{title(row.candidate)}</span>,
            },
            { header: t('results.cost'), cell: (row) => money(row.cost), numeric: true },
            { header: t('results.votes-header'), cell: (row) => number(row.votes), numeric: true },
            {
              header: t('results.what-happened'),
              cell: (row) => <WhatHappened row={row} won={winners.includes(row.candidate)} title={title} />,
            },
          ]}
        />
      </Section>
      <Section title={t('results.how-counted')} id="count">
        <SummaryList
          items={[
            { term: t('results.rule'), value: <RuleInWords outcome={outcome} /> },
            { term: t('results.ballots'), value: number(outcome.turnout.cast) },
            { term: t('results.blank'), value: number(outcome.turnout.blank) },
            { term: t('results.void'), value: number(outcome.turnout.void) },
            { term: t('results.seed'), value: <code>{seed}</code> },
            { term: t('results.hash'), value: <code class="hash">{outcome.inputHash}</code> },
            { term: t('results.program'), value: <code>{codeVersion}</code> },
          ]}
        />
        <AfterTheCount after={after} candidates={candidates} />
        <Steps outcome={outcome} title={title} />
        <p>
          <ButtonLink href={href(`/results/${contest.id}/count.json`)} kind="quiet" icon="download" download>
            {t('results.download')}
          </ButtonLink>
        </p>
      </Section>
    </CitizenLayout>
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

function RuleInWords({ outcome }: { outcome: PublishedContest['outcome'] }) {
  const { t, money } = usePage();
  const { rule } = outcome;
  const { limits } = rule;
  const greedy = rule.name === 'greedy';
  return (
    <ul class="plain">
      {!greedy && <li>{t(`results.rule.${rule.name}`)}</li>}
      {greedy && (
        <li>{t(rule.per === 'cost' ? 'results.rule.by-votes-per-cost' : 'results.rule.by-votes')}</li>
      )}
      {(greedy || rule.name === 'phragmen') && (
        <li>{t(rule.whenFull === 'skip' ? 'results.rule.skip' : 'results.rule.stop')}</li>
      )}
      {greedy && rule.overspend > 0 && (
        <li>{t('results.rule.overspend', { amount: money(rule.overspend) })}</li>
      )}
      {limits.maxWinners !== null && <li>{t('results.rule.slots', { slots: limits.maxWinners })}</li>}
      {limits.costCap !== null && <li>{t('results.rule.cap', { cap: money(limits.costCap) })}</li>}
      {limits.threshold && <li>{t('results.rule.threshold', { votes: limits.threshold.atLeast })}</li>}
      <li>{t('results.rule.ties')}</li>
    </ul>
  );
}

function Steps({ outcome, title }: { outcome: PublishedContest['outcome']; title: (id: string) => string }) {
  const { t, money, number } = usePage();
  const steps = outcome.steps.filter((step) => step.kind === 'greedy');
  if (steps.length === 0) return null;
  return (
    <Details summary={t('results.steps')}>
      <Table
        caption={t('results.steps')}
        captionHidden
        stack
        rows={steps}
        rowKey={(step) => step.candidate}
        columns={[
          { header: t('results.project'), heading: true, cell: (step) => title(step.candidate) },
          { header: t('results.votes-header'), numeric: true, cell: (step) => number(step.votes) },
          { header: t('results.left-before'), numeric: true, cell: (step) => money(step.left) },
          { header: t('results.cost'), numeric: true, cell: (step) => money(step.cost) },
          {
            header: t('results.decided'),
            cell: (step) => (
              <>
                {t(step.taken ? 'results.taken' : 'results.not-taken')}
                {step.tiedWith && ` ${t('results.tied', { titles: step.tiedWith.map(title).join(', ') })}`}
              </>
            ),
          },
        ]}
      />
    </Details>
  );
}
