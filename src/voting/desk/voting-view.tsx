import { ButtonLink } from '../../ui/components/button.tsx';
import { EmptyState } from '../../ui/components/empty-state.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { type SummaryItem, SummaryList } from '../../ui/components/summary-list.tsx';
import { Table } from '../../ui/components/table.tsx';
import { StatusTag, type Tone } from '../../ui/components/tag.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { ContestSection } from './contest-section.tsx';
import { FreezeSection } from './freeze-section.tsx';
import type { VotingDesk } from './voting-page.tsx';

export function VotingDeskView({ desk }: { readonly desk: VotingDesk | undefined }) {
  const { t } = usePage();
  const title = t('voting.desk-title');
  return (
    <DeskLayout title={title}>
      <PageHeading title={title} kicker={desk?.cycle.name} lead={t('voting.desk-lead')} />
      {desk ? (
        <>
          <StepsSection desk={desk} />
          {desk.plan && <FreezeSection plan={desk.plan} mayAct={desk.mayAct} />}
          {desk.turnout.length > 0 && <TurnoutSection desk={desk} />}
          {desk.contests.map((contest) => (
            <ContestSection key={contest.id} contest={contest} mayAct={desk.mayAct && !desk.opening} />
          ))}
        </>
      ) : (
        <EmptyState title={t('voting.desk-no-cycle')} drawing="box" />
      )}
    </DeskLayout>
  );
}

function StepsSection({ desk }: { readonly desk: VotingDesk }) {
  const { t } = usePage();
  return (
    <Section title={t('voting.steps')}>
      <SummaryList
        items={[useKeyStep(desk), useBallotStep(desk), usePhaseStep(desk), useOpeningStep(desk)]}
      />
    </Section>
  );
}

function Step({
  tone,
  children,
  more,
}: {
  tone: Tone;
  children: string;
  more?: { href: string; label: string };
}) {
  return (
    <>
      <StatusTag tone={tone}>{children}</StatusTag>
      {more && (
        <>
          {' '}
          <ButtonLink href={more.href} kind="quiet" small>
            {more.label}
          </ButtonLink>
        </>
      )}
    </>
  );
}

function useKeyStep({ key, unchecked, mayAct }: VotingDesk): SummaryItem {
  const { t, href } = usePage();
  const term = t('voting.step-key');
  const more = mayAct ? { href: href('/desk/voting/key'), label: t('voting.key-title') } : undefined;
  if (key) {
    const sentence =
      key.custody === 'demo' ? t('voting.step-key-demo') : t('voting.step-key-done', { keyId: key.keyId });
    return { term, value: <Step tone={key.custody === 'demo' ? 'warn' : 'good'}>{sentence}</Step> };
  }
  const sentence = t(unchecked.length > 0 ? 'voting.step-key-made' : 'voting.step-key-none');
  return {
    term,
    value: (
      <Step tone="warn" {...(more && { more })}>
        {sentence}
      </Step>
    ),
  };
}

function useBallotStep({ contests, rollSize }: VotingDesk): SummaryItem {
  const { t } = usePage();
  const term = t('voting.step-ballot');
  if (contests.length === 0) return { term, value: <Step tone="warn">{t('voting.step-ballot-none')}</Step> };
  const candidates = contests.reduce((sum, contest) => sum + contest.candidates.length, 0);
  const figures = { contests: contests.length, candidates, voters: rollSize };
  return { term, value: <Step tone="good">{t('voting.step-ballot-done', figures)}</Step> };
}

function usePhaseStep({ phase, key, contests }: VotingDesk): SummaryItem {
  const { t, date } = usePage();
  const term = t('voting.step-phase');
  if (!phase) return { term, value: t('voting.step-phase-none') };
  if (phase.state === 'open' && (!key || contests.length === 0)) {
    return { term, value: <Step tone="bad">{t('voting.step-phase-late')}</Step> };
  }
  const from = date(phase.opensAt, 'moment');
  const to = date(phase.closesAt, 'moment');
  return { term, value: t('ui.dates', { from, to }) };
}

function useOpeningStep({ opening, phase, mayAct }: VotingDesk): SummaryItem {
  const { t, href, date } = usePage();
  const term = t('voting.step-open');
  if (opening) {
    const args = { date: date(opening.openedAt, 'moment'), count: opening.envelopes };
    return { term, value: <Step tone="good">{t('voting.step-open-done', args)}</Step> };
  }
  if (phase?.state !== 'closed')
    return { term, value: <Step tone="neutral">{t('voting.step-open-wait')}</Step> };
  const more = mayAct ? { href: href('/desk/voting/open'), label: t('voting.open-title') } : undefined;
  return {
    term,
    value: (
      <Step tone="warn" {...(more && { more })}>
        {t('voting.step-open-now')}
      </Step>
    ),
  };
}

function TurnoutSection({ desk: { turnout } }: { readonly desk: VotingDesk }) {
  const { t, number } = usePage();
  return (
    <Section title={t('voting.turnout')}>
      <p class="field-hint">{t('voting.turnout-note')}</p>
      <Table
        stack
        caption={t('voting.turnout')}
        captionHidden
        rows={turnout}
        rowKey={({ contestId }) => contestId}
        columns={[
          { header: t('voting.column-ballot'), cell: ({ title }) => title, heading: true },
          { header: t('voting.column-roll'), cell: ({ onRoll }) => number(onRoll), numeric: true },
          { header: t('voting.column-web'), cell: ({ web }) => number(web), numeric: true },
          {
            header: t('voting.column-checked-in'),
            cell: ({ checkedIn }) => number(checkedIn),
            numeric: true,
          },
          { header: t('voting.column-papers'), cell: ({ papers }) => number(papers), numeric: true },
        ]}
      />
    </Section>
  );
}
