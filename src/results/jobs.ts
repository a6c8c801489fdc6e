import type { Job } from '../platform/jobs/jobs.ts';
import { explainCounts } from './explain-counts.ts';
import { publishHeld } from './order-publication.ts';

export const resultsJobs: readonly Job[] = [
  { name: 'results.held', every: '@tick', run: (tx, city, now) => publishHeld(tx, city.id, now) },
  {
    name: 'results.explain',
    every: '@tick',
    run: async (tx, city) => {
      await explainCounts(tx, { cityId: city.id });
    },
  },
];
