import type { Job } from '../platform/jobs/jobs.ts';
import { keepTerms } from './keep-terms.ts';

export const privacyJobs: readonly Job[] = [{ name: 'privacy.terms', every: '@tick', run: keepTerms }];
