import type { VNode } from 'preact';
import { z } from 'zod';
import { zoneNamesOf } from '../../city/city-queries.ts';
import { type Cycle, cycleById } from '../../cycle/cycle-queries.ts';
import { follow, followsOf, unfollow } from '../../people/follow.ts';
import { act, missing, type PageRequest, page, redirect, refused } from '../../platform/http/page.ts';
import { anyone, signedIn } from '../../platform/http/viewer.ts';
import { readFolio } from '../folio.ts';
import { type PublishedProposal, publishedProposal } from '../proposal-queries.ts';
import { proposalPage as place } from '../slots.ts';
import { supportProposal, unsupportProposal } from '../support-proposal.ts';
import { type Labels, labelsOf } from './labels.ts';
import { ProposalView } from './proposal-view.tsx';

export const folioParams = z.object({ folio: z.string().max(60) });
export type FolioParams = z.infer<typeof folioParams>;

export interface ProposalData {
  readonly proposal: PublishedProposal;
  readonly cycle: Cycle;
  readonly labels: Labels;
  readonly zone: string | undefined;
  readonly mine: { readonly supports: boolean; readonly follows: boolean };
  readonly more: readonly VNode[];
}

type Request = PageRequest<FolioParams>;

/** What a visitor may act upon: only what she may also see. */
async function asked({ tx, city, params }: Request): Promise<PublishedProposal | undefined> {
  const folio = readFolio(params.folio);
  return folio === undefined ? undefined : publishedProposal(tx, city.id, folio);
}

async function load(request: Request): Promise<ProposalData | typeof missing | ReturnType<typeof redirect>> {
  const { tx, city, params } = request;
  const proposal = await asked(request);
  const cycle = proposal && (await cycleById(tx, city.id, proposal.cycleId));
  if (!proposal || !cycle) return missing;
  if (proposal.folio !== params.folio) return redirect(`/proposals/${proposal.folio}`);
  const zones = proposal.zoneId === null ? [] : await zoneNamesOf(tx, city.id);
  const { proposalId, folio, cycleId } = proposal;
  return {
    proposal,
    cycle,
    labels: await labelsOf(tx, cycle),
    zone: zones.find(({ id }) => id === proposal.zoneId)?.name,
    mine: await mine(request, proposalId),
    more: await place.load(request as PageRequest, { proposalId, folio, cycleId }),
  };
}

async function mine({ tx, city, viewer }: Request, proposalId: number): Promise<ProposalData['mine']> {
  if (viewer.personId === null) return { supports: false, follows: false };
  const support = await tx
    .selectFrom('support')
    .select('at')
    .where('city_id', '=', city.id)
    .where('proposal_id', '=', proposalId)
    .where('person_id', '=', viewer.personId)
    .executeTakeFirst();
  const followed = await followsOf(tx, city.id, viewer.personId);
  return { supports: support !== undefined, follows: followed.some(({ subject }) => subject === `proposal:${proposalId}`) };
}

const gone = () => refused('proposals.refused.no-such-proposal');

export const proposalPage = page<FolioParams, Record<string, never>, ProposalData>({
  path: '/proposals/:folio',
  who: anyone,
  params: folioParams,
  load,
  acts: {
    support: act<FolioParams, Record<string, never>, object>({
      who: signedIn,
      input: z.object({}),
      run: async (request) => {
        const proposal = await asked(request);
        const { tx, city, viewer, now } = request;
        if (!proposal || viewer.personId === null) return gone();
        const input = { cityId: city.id, proposalId: proposal.proposalId, personId: viewer.personId, now };
        const done = await supportProposal(tx, { ...input, resident: viewer.zoneId !== null });
        if (!done.ok) return refused(`proposals.refused.${done.reason}`, done.details);
        return redirect(`/proposals/${proposal.folio}`, 'proposals.support.thanks');
      },
    }),
    unsupport: act<FolioParams, Record<string, never>, object>({
      who: signedIn,
      input: z.object({}),
      run: async (request) => {
        const proposal = await asked(request);
        const { tx, city, viewer, now } = request;
        if (!proposal || viewer.personId === null) return gone();
        const input = { cityId: city.id, proposalId: proposal.proposalId, personId: viewer.personId, now };
        const done = await unsupportProposal(tx, input);
        if (!done.ok) return refused(`proposals.refused.${done.reason}`, done.details);
        return redirect(`/proposals/${proposal.folio}`, 'proposals.support.taken-back');
      },
    }),
    follow: act<FolioParams, Record<string, never>, { on: 'yes' | 'no' }>({
      who: signedIn,
      input: z.object({ on: z.enum(['yes', 'no']) }),
      run: async (request, { on }) => {
        const proposal = await asked(request);
        const { tx, city, viewer, now } = request;
        if (!proposal || viewer.personId === null) return gone();
        const following = { cityId: city.id, personId: viewer.personId, subject: `proposal:${proposal.proposalId}`, now };
        if (on === 'yes') await follow(tx, following);
        else await unfollow(tx, following);
        const to = `/proposals/${proposal.folio}`;
        return redirect(to, on === 'yes' ? 'proposals.follow.done' : 'proposals.follow.stopped');
      },
    }),
  },
  view: ProposalView,
});
