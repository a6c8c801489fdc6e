import { sql } from 'kysely';
import type { Job } from '../platform/jobs/jobs.ts';
import { forgetPresses } from './accounts/press.ts';

/** What is over is not kept: by the machine's clock, like sessions and tries themselves. A few looks into indexes. */
export const peopleJobs: readonly Job[] = [
  {
    name: 'people.forget',
    every: '@tick',
    run: async (tx, city) => {
      await tx
        .deleteFrom('auth.session')
        .where((build) =>
          build.or([
            build('expiresAt', '<', sql<Date>`now()`),
            build('updatedAt', '<', sql<Date>`now() - interval '30 days'`),
          ]),
        )
        .execute();
      await forgetPresses(tx);
      await tx
        .deleteFrom('passkey_challenge')
        .where('city_id', '=', city.id)
        .where('expires_at', '<', sql<Date>`now()`)
        .execute();
      await tx
        .deleteFrom('auth.attempt')
        .where('last_at', '<', sql<Date>`now() - interval '8 days'`)
        .execute();
    },
  },
];
