import type { Assembly } from './assembly.ts';
import { cityNow } from './city/clock.ts';
import type { Environment } from './platform/env.ts';
import { tick } from './platform/jobs/jobs.ts';
import { mailboxCarrier, sendWaitingMail, smtpCarrier } from './platform/mail/send-mail.ts';
import { startHeartbeat } from './platform/process/heartbeat.ts';

const tickSeconds = 1;

/** Does what need not be done while a person waits: clocks, notices, mail. Ends after the job in hand. */
export async function startWorker(
  environment: Environment,
  { house, cities, queue }: Assembly,
): Promise<{ stop: () => Promise<void> }> {
  const { db, modules } = house;
  const heartbeat = await startHeartbeat(db, 'worker');
  const jobs = modules.flatMap((module) => module.jobs ?? []);
  const domain = new URL(environment.publicUrl ?? 'http://cabildo.localhost').hostname;
  const carrier = environment.smtpUrl
    ? smtpCarrier(environment.smtpUrl, `no-reply@${domain}`)
    : mailboxCarrier;
  await queue.hearAll((error, listener) =>
    console.error(`${listener} will be tried again: ${error.message}`),
  );
  let stopped = false;
  const round = async () => {
    const all = cities.all();
    await tick(db, jobs, all, cityNow, (error, job) =>
      console.error(`${job} will be tried again: ${error.message}`),
    );
    for (const city of all) await sendWaitingMail(db, city.id, carrier, domain);
  };
  const rounds = (async () => {
    while (!stopped) {
      // A database that is away for a moment ends no worker: the next round does what this one could not.
      await round().catch((error: Error) => console.error(`The worker waits: ${error.message}`));
      await new Promise((resolve) => setTimeout(resolve, tickSeconds * 1000));
    }
  })();
  return {
    stop: async () => {
      stopped = true;
      await rounds;
      await heartbeat.stop();
    },
  };
}
