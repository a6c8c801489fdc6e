import type { Job } from '../platform/jobs/jobs.ts';
import { publishHeld } from './order-publication.ts';

export const resultsJobs: readonly Job[] = [
  { name: 'results.held', every: '@tick', run: (tx, city, now) => publishHeld(tx, city.id, now) },
];
