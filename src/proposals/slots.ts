import { slot } from '../platform/http/slot.ts';

export interface ProposalSubject {
  readonly proposalId: number;
  readonly folio: string;
  readonly cycleId: number;
}

/** Below the text on a proposal's public page: decision, ballot, works. */
export const proposalPage = slot<ProposalSubject>('proposal.page');

/** On the page where an author follows her own proposal: requests to her, the decision and how to appeal. */
export const myProposals = slot<ProposalSubject>('proposal.mine');
