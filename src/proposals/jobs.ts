import type { Job } from '../platform/jobs/jobs.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** When this process last looked in a city; nothing is lost by looking again after a restart. */
const looked = new Map<number, number>();

export const proposalsJobs: readonly Job[] = [
  {
    // What somebody began and never sent is hers and is not kept for ever; a file on the desk waits a day at most.
    name: 'proposals.forget',
    every: '@tick',
    run: async (tx, { id }, now) => {
      if (now.getTime() - (looked.get(id) ?? 0) < hour) return;
      looked.set(id, now.getTime());
      await tx
        .deleteFrom('proposal_draft')
        .where('city_id', '=', id)
        .where('saved_at', '<', new Date(now.getTime() - 90 * day))
        .execute();
      await tx
        .deleteFrom('import_upload')
        .where('city_id', '=', id)
        .where('uploaded_at', '<', new Date(now.getTime() - day))
        .execute();
    },
  },
];
