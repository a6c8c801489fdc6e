import type {} from '../city/events.ts';
import type {} from '../cycle/events.ts';
import { type Subscription, subscribe } from '../platform/events/events.ts';
import type {} from '../proposals/events.ts';
import { closeCase } from './close-case.ts';
import type {} from './events.ts';
import { moveDueDays } from './move-due-days.ts';
import { openCase } from './open-case.ts';
import { seedChecklist } from './seed-checklist.ts';

/** All in the transaction of what happened: no proposal without its case, no withdrawn one with a case that goes on. */
export const evaluationSubscriptions: readonly Subscription[] = [
  subscribe({
    event: 'proposal.submitted',
    name: 'evaluation.open-case',
    when: 'together',
    run: (tx, { cityId, actorId, at, data }) =>
      openCase(tx, { cityId, proposalId: data.proposalId, actorId, now: at }),
  }),
  subscribe({
    event: 'proposal.withdrawn',
    name: 'evaluation.close-case',
    when: 'together',
    run: (tx, { cityId, actorId, at, data }) =>
      closeCase(tx, { cityId, proposalId: data.proposalId, actorId, now: at }),
  }),
  subscribe({
    event: 'cycle.started',
    name: 'evaluation.seed-checklist',
    when: 'together',
    run: (tx, { cityId, data }) => seedChecklist(tx, { cityId, cycleId: data.cycleId }),
  }),
  subscribe({
    event: 'cycle.value-given',
    name: 'evaluation.complete-checklist',
    when: 'together',
    run: async (tx, { cityId, data }) => {
      if (data.path.startsWith('evaluation.')) await seedChecklist(tx, { cityId, cycleId: data.cycleId });
    },
  }),
  ...(['blackout.announced', 'blackout.changed', 'blackout.cancelled'] as const).map((event) =>
    subscribe({
      event,
      name: `evaluation.move-due-days ${event}`,
      when: 'together',
      run: async (tx, { cityId }) => {
        await moveDueDays(tx, cityId);
      },
    }),
  ),
];
