import type { VNode } from 'preact';
import { z } from 'zod';
import { act, missing, type PageRequest, page, redirect, refused } from '../../platform/http/page.ts';
import { signedIn } from '../../platform/http/viewer.ts';
import { Breadcrumbs } from '../../ui/components/breadcrumbs.tsx';
import { Button, ButtonLink } from '../../ui/components/button.tsx';
import { Details } from '../../ui/components/details.tsx';
import { Form } from '../../ui/components/form.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { SummaryList } from '../../ui/components/summary-list.tsx';
import { TextArea } from '../../ui/components/text-area.tsx';
import { CitizenLayout } from '../../ui/layouts/citizen-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { cleanText } from '../clean-text.ts';
import { type OwnProposal, ownProposals } from '../own-proposals.ts';
import { canBeWithdrawn, type ProposalPhoto } from '../proposal.ts';
import { type ProposalForStaff, proposalForStaff } from '../proposal-for-staff.ts';
import { myProposals } from '../slots.ts';
import { withdrawProposal } from '../withdraw-proposal.ts';
import { type FolioParams, folioParams } from './proposal-page.tsx';
import { ProposalPicture } from './proposal-picture.tsx';
import { Paragraphs } from './proposal-view.tsx';
import { NextStep, StageTag } from './stage.tsx';

type None = Record<string, never>;

interface Own {
  readonly own: OwnProposal;
  readonly text: ProposalForStaff;
  readonly more: readonly VNode[];
}

async function asked({ tx, city, viewer, params }: PageRequest<FolioParams, None>): Promise<OwnProposal | undefined> {
  const all = await ownProposals(tx, city.id, viewer.personId as number);
  return all.find(({ folio }) => folio === params.folio);
}

async function load(request: PageRequest<FolioParams, None>): Promise<Own | typeof missing> {
  const own = await asked(request);
  const text = own && (await proposalForStaff(request.tx, request.city.id, own.proposalId));
  if (!own || !text) return missing;
  const { proposalId, folio, cycleId } = own;
  return { own, text, more: await myProposals.load(request as unknown as PageRequest, { proposalId, folio, cycleId }) };
}

/** Her own proposal: the receipt on the first day, and everything that comes of it afterwards. */
export const ownPage = page<FolioParams, None, Own>({
  path: '/me/proposals/:folio',
  who: signedIn,
  params: folioParams,
  load,
  acts: {
    withdraw: act<FolioParams, None, { reason: string }>({
      input: z.object({ reason: z.string().max(500, 'form.too-long').transform(cleanText).default('') }),
      run: async (request, { reason }) => {
        const own = await asked(request);
        if (!own) return refused('proposals.refused.no-such-proposal');
        const { tx, city, viewer, now, t } = request;
        const actorId = viewer.personId as number;
        const why = reason || t('proposals.withdraw.no-reason');
        const done = await withdrawProposal(tx, { cityId: city.id, proposalId: own.proposalId, actorId, now, reason: why });
        if (!done.ok) return refused(`proposals.refused.${done.reason}`, done.details);
        return redirect(`/me/proposals/${own.folio}`, 'proposals.withdraw.done');
      },
    }),
  },
  view: OwnView,
});

function OwnView({ own, text, more }: Own) {
  const { t, href, date } = usePage();
  const { folio, stage, heldBecause, submittedAt } = own;
  const { title, problem, idea } = text.texts;
  const photos: ProposalPhoto[] = text.photos.filter(({ removedReason }) => removedReason === null);
  return (
    <CitizenLayout title={`${folio}: ${title.text}`} width="text">
      <Breadcrumbs trail={[{ label: t('proposals.mine.title'), href: href('/me/proposals') }]} />
      <PageHeading title={title.text} kicker={t('proposals.received.folio', { folio })} />
      <div class="tags">
        <StageTag stage={stage} />
      </div>
      <NextStep stage={stage} />
      {heldBecause && stage === 'held' && (
        <Notice tone="warn" title={t('proposals.held.title')}>
          {heldBecause}
        </Notice>
      )}
      {more}
      <Section title={t('proposals.received.title')}>
        <SummaryList
          items={[
            { term: t('proposals.folio'), value: <strong>{folio}</strong> },
            { term: t('proposals.submitted'), value: date(submittedAt, 'moment') },
          ]}
        />
        <p>{t('proposals.received.keep')}</p>
        {stage !== 'received' && stage !== 'held' && (
          <ButtonLink kind="quiet" href={href(`/proposals/${folio}`)}>
            {t('proposals.received.public')}
          </ButtonLink>
        )}
      </Section>
      <Details summary={t('proposals.received.text')}>
        {problem.text && <Paragraphs text={problem.text} />}
        <Paragraphs text={idea.text} />
        {photos.map((photo) => (
          <ProposalPicture photo={photo} size="small" key={photo.fileId} />
        ))}
      </Details>
      {canBeWithdrawn(stage) && <Withdraw />}
    </CitizenLayout>
  );
}

function Withdraw() {
  const { t, form } = usePage();
  return (
    <Details summary={t('proposals.withdraw.title')} open={form.act === 'withdraw'}>
      <p>{t('proposals.withdraw.lead')}</p>
      <Form act="withdraw">
        <TextArea name="reason" label={t('proposals.withdraw.reason')} rows={2} maxLength={500} optional />
        <Button kind="danger">{t('proposals.withdraw.submit')}</Button>
      </Form>
    </Details>
  );
}
