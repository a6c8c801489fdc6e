import { quietNow } from '../city/blackout-queries.ts';
import type { Job } from '../platform/jobs/jobs.ts';
import { revealDecisions } from './reveal-decisions.ts';

export const evaluationJobs: readonly Job[] = [
  {
    name: 'evaluation.reveal',
    every: '@tick',
    run: async (tx, city, now) => {
      // Held, not lost: the first tick after the blackout reveals them.
      if ((await quietNow(tx, city.id, now))?.publications) return;
      await revealDecisions(tx, { cityId: city.id, now });
    },
  },
];
