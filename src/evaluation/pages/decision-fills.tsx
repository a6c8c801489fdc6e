import { type Fill, fill } from '../../platform/http/slot.ts';
import { myProposals, proposalPage } from '../../proposals/slots.ts';
import { revealedDecision } from '../decision-queries.ts';
import { DecisionPart } from './decision-part.tsx';

/** The decision on the proposal's own page and on its author's, from the reveal on; nothing before. */
export const decisionFills: readonly Fill[] = [proposalPage, myProposals].map((place) =>
  fill(place, async ({ tx, city }, { proposalId }) => {
    const decision = await revealedDecision(tx, city.id, proposalId);
    return decision ? <DecisionPart decision={decision} /> : null;
  }),
);
