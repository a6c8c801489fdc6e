import type { PageRequest } from '../platform/http/page.ts';
import { type Fill, fill } from '../platform/http/slot.ts';
import { type ProposalSubject, proposalPage } from '../proposals/slots.ts';
import { candidateOfProposal } from '../voting/voting-queries.ts';
import { ResultOfProposal } from './pages/result-of-proposal.tsx';
import { isPublished } from './results-queries.ts';

/** A proposal's page leads to why it won or lost, from the publication on and not a moment before. */
export const resultsFills: readonly Fill[] = [fill(proposalPage, showResult)];

async function showResult({ tx, city }: PageRequest, { proposalId, cycleId }: ProposalSubject) {
  if (!(await isPublished(tx, city.id, cycleId))) return null;
  const standing = await candidateOfProposal(tx, city.id, proposalId);
  return standing ? <ResultOfProposal standing={standing} /> : null;
}
