import { type Fill, fill, slot } from '../../platform/http/slot.ts';
import { revealedDecision } from '../decision-queries.ts';
import { DecisionPart } from './decision-part.tsx';

const proposalPage = slot<{ readonly proposalId: number }>('proposal.page');

/** The decision on the proposal's own page, from the reveal on. */
export const decisionFills: readonly Fill[] = [
  fill(proposalPage, async ({ tx, city }, { proposalId }) => {
    const decision = await revealedDecision(tx, city.id, proposalId);
    return decision ? <DecisionPart decision={decision} /> : null;
  }),
];
