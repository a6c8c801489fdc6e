import type { Job } from '../platform/jobs/jobs.ts';
import { holdMail, releaseMail } from '../platform/mail/hold-mail.ts';
import { quietNow } from './blackout-queries.ts';

export const cityJobs: readonly Job[] = [
  {
    name: 'city.blackout-mail',
    every: '@tick',
    run: async (tx, city, now) => {
      const quiet = await quietNow(tx, city.id, now);
      if (quiet?.notices === 'hold') await holdMail(tx, city.id, quiet.promotions, now);
      else await releaseMail(tx, city.id, now);
    },
  },
];
