import { Button, ButtonLink } from '../../ui/components/button.tsx';
import { EmptyState } from '../../ui/components/empty-state.tsx';
import { Form } from '../../ui/components/form.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { StatusTag } from '../../ui/components/tag.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { CitizenLayout } from '../../ui/layouts/citizen-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { spacedReceipt } from '../seal.ts';
import type { VoterBallot } from '../voter-queries.ts';
import { DemoKeyNotice } from './demo-key-notice.tsx';
import { PhaseLine } from './phase-line.tsx';
import type { VoteData } from './vote-page.tsx';

export function VoteView({ data }: { readonly data: VoteData }) {
  const { t } = usePage();
  const title = t('voting.vote-title');
  return (
    <CitizenLayout title={title} width="text">
      <PageHeading title={title} lead={t('voting.vote-lead')} />
      <div class="stack">
        {isReady(data) ? <Ready data={data} /> : <NotReady data={data} />}
        <HowItWorks data={data} />
        <FindReceipt />
      </div>
    </CitizenLayout>
  );
}

function isReady({ phase, key, contests }: VoteData): boolean {
  if (!phase || contests.length === 0) return false;
  return key !== undefined || phase.state !== 'open';
}

function NotReady({ data: { contests, phase } }: { readonly data: VoteData }) {
  const { t } = usePage();
  const late = contests.length > 0 || phase?.state === 'open';
  return (
    <EmptyState title={t(late ? 'voting.not-ready-title' : 'voting.none-title')} drawing="box">
      {t(late ? 'voting.not-ready-text' : 'voting.none-text')}
    </EmptyState>
  );
}

function Ready({ data }: { readonly data: VoteData }) {
  const { t } = usePage();
  const { phase, contests, voter } = data;
  const mine = voter?.ballots ?? [];
  const shown = voter
    ? contests.filter(({ id }) => mine.some(({ contestId }) => contestId === id))
    : contests;
  return (
    <>
      <DemoKeyNotice ballotKey={data.key} />
      {phase && <PhaseLine phase={phase} />}
      {phase?.state === 'open' && <WhereYouStand data={data} />}
      <Section title={t(voter ? 'voting.my-ballots' : 'voting.all-ballots')}>
        <ul class="ballots">
          {shown.map((contest) => (
            <li key={contest.id}>
              <BallotRow
                data={data}
                contest={contest}
                mine={mine.find(({ contestId }) => contestId === contest.id)}
              />
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}

/** What has been cast and what has not, so that nobody leaves thinking she voted. */
function WhereYouStand({ data: { voter, signedIn } }: { readonly data: VoteData }) {
  const { t, href, date } = usePage();
  if (!signedIn) {
    const next = encodeURIComponent(href('/vote'));
    return (
      <Notice title={t('voting.sign-in-text')}>
        <p class="notice-action">
          <ButtonLink href={`${href('/sign-in')}?next=${next}`}>{t('voting.sign-in')}</ButtonLink>
        </p>
      </Notice>
    );
  }
  if (!voter) {
    return (
      <Notice tone="warn" title={t('voting.not-on-roll-title')}>
        <p>{t('voting.not-on-roll-text')}</p>
        <p class="notice-action">
          <ButtonLink href={href('/me/verify')} kind="quiet">
            {t('voting.verify')}
          </ButtonLink>
        </p>
      </Notice>
    );
  }
  if (voter.checkedInAt) {
    const when = date(voter.checkedInAt, 'moment');
    return (
      <Notice title={t('voting.checked-in-title')}>{t('voting.checked-in-text', { date: when })}</Notice>
    );
  }
  if (!voter.webAllowed)
    return <Notice title={t('voting.booth-only-title')}>{t('voting.booth-only-text')}</Notice>;
  const count = voter.ballots.length;
  const left = voter.ballots.filter(({ receipt }) => receipt === null).length;
  if (left === 0) return <Notice tone="good" title={t('voting.progress-done', { count })} />;
  const sentence =
    left === count ? t('voting.progress-none', { count }) : t('voting.progress-some', { left, count });
  return <Notice tone="warn" title={sentence} />;
}

interface RowProps {
  readonly data: VoteData;
  readonly contest: VoteData['contests'][number];
  readonly mine: VoterBallot | undefined;
}

function BallotRow({ data, contest, mine }: RowProps) {
  const { t, href, money } = usePage();
  const isOpen = data.phase?.state === 'open' && data.voter?.webAllowed && !data.voter.checkedInAt;
  const address = href(`/vote/${contest.id}`);
  return (
    <article class="ballot-row">
      <div>
        <h3>
          <a href={address}>{contest.title}</a>
        </h3>
        <p class="ballot-facts">
          <span>{t('voting.projects', { count: contest.candidates })}</span>
          <span>{t('voting.purse', { amount: money(contest.money) })}</span>
        </p>
        {mine && !data.voter?.checkedInAt && <Standing mine={mine} />}
      </div>
      <Action isOpen={isOpen === true} mine={mine} address={address} data={data} />
    </article>
  );
}

function Standing({ mine }: { readonly mine: VoterBallot }) {
  const { t, href, date } = usePage();
  if (!mine.receipt || !mine.castAt) {
    return (
      <p>
        <StatusTag tone="warn">{t('voting.not-voted')}</StatusTag>
      </p>
    );
  }
  return (
    <p>
      <StatusTag tone="good">{t('voting.voted')}</StatusTag>{' '}
      {t('voting.voted-at', { date: date(mine.castAt, 'moment') })}{' '}
      <a class="receipt-link" href={href(`/vote/receipt/${mine.receipt}`)}>
        {spacedReceipt(mine.receipt)}
      </a>
    </p>
  );
}

function Action({
  isOpen,
  mine,
  address,
  data,
}: Pick<RowProps, 'data' | 'mine'> & { isOpen: boolean; address: string }) {
  const { t } = usePage();
  if (isOpen && mine && !mine.receipt) return <ButtonLink href={address}>{t('voting.vote-here')}</ButtonLink>;
  const again = isOpen && mine && data.cycle?.blueprint.voting.changeable;
  return (
    <ButtonLink href={address} kind="quiet">
      {t(again ? 'voting.change-vote' : 'voting.see-projects')}
    </ButtonLink>
  );
}

function HowItWorks({ data: { cycle } }: { readonly data: VoteData }) {
  const { t } = usePage();
  const changeable = cycle?.blueprint.voting.changeable;
  return (
    <Section title={t('voting.how-title')}>
      <ul class="plain-points">
        <li>{t('voting.how-seal')}</li>
        <li>{t('voting.how-once')}</li>
        <li>{t('voting.how-receipt')}</li>
        {cycle && <li>{t(changeable ? 'voting.changeable-note' : 'voting.final-note')}</li>}
        <li>{t('voting.how-limits')}</li>
      </ul>
    </Section>
  );
}

function FindReceipt() {
  const { t } = usePage();
  return (
    <Section title={t('voting.find-receipt')}>
      <Form act="find">
        <TextField
          name="code"
          label={t('voting.receipt-code')}
          hint={t('voting.receipt-hint')}
          size="medium"
          code
        />
        <div>
          <Button kind="quiet">{t('voting.find')}</Button>
        </div>
      </Form>
    </Section>
  );
}
