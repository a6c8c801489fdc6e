import type { Database } from './platform/db/database.ts';
import { startHeartbeat } from './platform/process/heartbeat.ts';

/** Does what need not be done while a person waits: jobs, mail, clocks. Ends after the job in hand. */
export async function startWorker(db: Database): Promise<{ stop: () => Promise<void> }> {
  const heartbeat = await startHeartbeat(db, 'worker');
  return { stop: heartbeat.stop };
}
