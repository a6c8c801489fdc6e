import type { Job } from '../platform/jobs/jobs.ts';
import { explainCounts } from './explain-counts.ts';

export const resultsJobs: readonly Job[] = [
  {
    name: 'results.explain',
    every: '@tick',
    run: async (tx, city) => {
      await explainCounts(tx, { cityId: city.id });
    },
  },
];
