import type { Job } from '../platform/jobs/jobs.ts';
import { revealDecisions } from './reveal-decisions.ts';

export const evaluationJobs: readonly Job[] = [
  {
    name: 'evaluation.reveal',
    every: '@tick',
    run: async (tx, city, now) => {
      await revealDecisions(tx, { cityId: city.id, now });
    },
  },
];
