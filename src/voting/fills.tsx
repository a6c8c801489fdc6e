import type { PageRequest } from '../platform/http/page.ts';
import { type Fill, fill } from '../platform/http/slot.ts';
import { type ProposalSubject, proposalPage } from '../proposals/slots.ts';
import { OnBallot } from './pages/on-ballot.tsx';
import { candidateOfProposal } from './voting-queries.ts';

/** A proposal's page says which ballot it is on. */
export const votingFills: readonly Fill[] = [fill(proposalPage, showOnBallot)];

async function showOnBallot({ tx, city }: PageRequest, { proposalId }: ProposalSubject) {
  const standing = await candidateOfProposal(tx, city.id, proposalId);
  return standing ? <OnBallot standing={standing} /> : null;
}
