import type { Job } from '../platform/jobs/jobs.ts';
import { showHeldUpdates } from './post-update.ts';

export const projectJobs: readonly Job[] = [
  {
    name: 'projects.held-updates',
    every: '@tick',
    run: (tx, city, now) => showHeldUpdates(tx, city.id, now),
  },
];
