import type {} from '../cycle/events.ts';
import { type Subscription, subscribe } from '../platform/events/events.ts';
import { beginEvaluation } from './publish-proposal.ts';

export const proposalsSubscriptions: readonly Subscription[] = [
  subscribe({
    event: 'phase.opened',
    name: 'proposals.begin-evaluation',
    when: 'together',
    run: async (tx, { cityId, data }) => {
      if (data.kind === 'evaluation') await beginEvaluation(tx, cityId, data.cycleId);
    },
  }),
];
