import type { CandidateOutcome } from '@cabildo/tally';
import { z } from 'zod';
import { missing, page } from '../../platform/http/page.ts';
import { Breadcrumbs } from '../../ui/components/breadcrumbs.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { Stats, StatTile } from '../../ui/components/stat-tile.tsx';
import { CitizenLayout } from '../../ui/layouts/citizen-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import type { Candidate } from '../../voting/voting-queries.ts';
import type { KeptExplanation } from '../explanation.ts';
import { explanationOf } from '../explanation-queries.ts';
import { publishedBallots } from '../published-ballots.ts';
import { reasonText } from '../reasons.ts';
import { readResults } from '../results-policy.ts';
import { AfterTheCount } from './after-the-count.tsx';
import { contestParams, publishedContest, type ShownContest, titlesOf } from './published-contest.ts';
import { SupportersMoney } from './supporters-money.tsx';
import { WouldHaveWon } from './would-have-won.tsx';

interface Data {
  readonly shown: ShownContest;
  readonly candidate: Candidate;
  readonly row: CandidateOutcome;
  /** Missing until the worker came to it. */
  readonly explanation: KeptExplanation | undefined;
  /** Whether the ballots are public. */
  readonly open: boolean;
}

const params = contestParams.extend({ candidate: z.coerce.number().int().positive() });

/** "Why not mine?": one candidate of a published count, its reasons, and what would have made it win. */
export const candidatePage = page<z.infer<typeof params>, Record<string, never>, Data>({
  path: '/results/:contest/:candidate',
  who: readResults,
  publicity: true,
  params,
  load: async ({ tx, city, params }) => {
    const shown = await publishedContest(tx, city.id, params.contest);
    const candidate = shown?.candidates.find((one) => one.number === params.candidate);
    const id = String(params.candidate);
    const row = shown?.outcome.candidates.find((one) => one.candidate === id);
    if (!shown || !candidate || !row) return missing;
    const explanation = await explanationOf(tx, city.id, shown.runId, id);
    const ballots = await publishedBallots(tx, city.id, shown.runId);
    return { shown, candidate, row, explanation, open: ballots !== undefined };
  },
  view: (data) => <CandidateResult {...data} />,
});

function CandidateResult({ shown, candidate, row, explanation, open }: Data) {
  const { t, money, number, href } = usePage();
  const { contest, outcome, winners, after } = shown;
  const won = winners.includes(row.candidate);
  const byVotes = 1 + outcome.candidates.filter((other) => other.votes > row.votes).length;
  const own = after.filter((step) => step.kind === 'second-place' && step.candidate === row.candidate);
  return (
    <CitizenLayout title={`${candidate.title} · ${t('results.title')}`}>
      <Breadcrumbs
        trail={[
          { label: t('results.title'), href: href('/results') },
          { label: contest.title, href: href(`/results/${contest.id}`) },
        ]}
      />
      <PageHeading
        title={candidate.title}
        kicker={t('results.why.number', { number: candidate.number, contest: contest.title })}
        lead={won ? lead(row, t) : t('results.why.lost')}
      />
      <Stats>
        <StatTile label={t('results.votes-header')} value={number(row.votes)} />
        <StatTile
          label={t('results.why.by-votes')}
          value={t('results.why.place', { place: byVotes, of: outcome.candidates.length })}
        />
        <StatTile label={t('results.cost')} value={money(row.cost)} />
      </Stats>
      <Section title={t(won ? 'results.why.why-won' : 'results.why.why-lost')} id="why">
        <Reasons row={row} won={won} shown={shown} />
        <AfterTheCount after={own} candidates={shown.candidates} />
      </Section>
      {explanation && explanation.rounds.length > 0 && (
        <SupportersMoney
          explanation={explanation}
          contestId={contest.id}
          title={titlesOf(shown)}
          open={open}
        />
      )}
      {!won && candidate.withdrawn === null && (
        <WouldHaveWon explanation={explanation} rule={outcome.rule.name} />
      )}
      <p>
        <a href={href(`/results/${contest.id}`)}>{t('results.step-by-step', { contest: contest.title })}</a>
      </p>
      {candidate.proposals.map(({ folio }) => (
        <p key={folio}>
          <a href={href(`/proposals/${folio}`)}>{t('results.why.proposal', { folio })}</a>
        </p>
      ))}
    </CitizenLayout>
  );
}

function lead({ place }: CandidateOutcome, t: ReturnType<typeof usePage>['t']): string {
  return place === null ? t('results.won-after') : t('results.won', { place });
}

function Reasons({ row, won, shown }: { row: CandidateOutcome; won: boolean; shown: ShownContest }) {
  const { t, money } = usePage();
  const { steps } = shown.outcome;
  if (!won && row.place !== null) return <p>{t('results.lost-after')}</p>;
  if (!won) {
    return (
      <ul class="plain">
        {row.reasons.map((reason) => {
          const { key, args } = reasonText(reason, money, titlesOf(shown));
          return <li key={reason.code}>{t(key, args)}</li>;
        })}
      </ul>
    );
  }
  // After a comparison the same one may stand in two steps: the last decided.
  const step = steps.findLast((one) => 'candidate' in one && one.candidate === row.candidate);
  if (step?.kind === 'payment')
    return <p>{t('results.why.paid', { people: step.payersInFull + step.payersInPart })}</p>;
  if (step?.kind === 'part-payment') return <p>{t('results.why.part-paid')}</p>;
  if (step && 'left' in step && 'taken' in step && step.taken)
    return <p>{t('results.why.fitted', { left: money(step.left), cost: money(row.cost) })}</p>;
  return null;
}
