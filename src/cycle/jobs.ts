import type { Job } from '../platform/jobs/jobs.ts';
import { tickPhases } from './tick-phases.ts';

export const cycleJobs: readonly Job[] = [
  { name: 'cycle.phases', every: '@tick', run: (tx, city, now) => tickPhases(tx, city.id, now) },
];
