import { sql } from 'kysely';
import type { Job } from '../platform/jobs/jobs.ts';

/** What is over is not kept: by the machine's clock, like sessions and tries themselves. Two looks into an index. */
export const peopleJobs: readonly Job[] = [
  {
    name: 'people.forget',
    every: '@tick',
    run: async (tx) => {
      await tx.deleteFrom('auth.session').where('expiresAt', '<', sql<Date>`now()`).execute();
      await tx
        .deleteFrom('auth.attempt')
        .where('last_at', '<', sql<Date>`now() - interval '8 days'`)
        .execute();
    },
  },
];
