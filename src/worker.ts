import type { Assembly } from './assembly.ts';
import { quietNow } from './city/blackout-queries.ts';
import { clockOf } from './city/clock.ts';
import type { Tx } from './platform/db/database.ts';
import type { Environment } from './platform/env.ts';
import { forgetKeptForms } from './platform/http/kept-form.ts';
import { forgetOnceKeys } from './platform/http/once.ts';
import { tick } from './platform/jobs/jobs.ts';
import { type Carrier, mailboxCarrier, smtpCarrier } from './platform/mail/carrier.ts';
import { sendWaitingMail } from './platform/mail/send-mail.ts';
import { startHeartbeat } from './platform/process/heartbeat.ts';
import { complain } from './platform/process/log.ts';
import { tendPracticeSpaces } from './practice/tend-practice-spaces.ts';

const tickSeconds = 1;
const cleaningSeconds = 3600;

/** Does what need not be done while a person waits: clocks, notices, mail. Ends after the job in hand. */
export async function startWorker(
  environment: Environment,
  { house, cities, queue }: Assembly,
): Promise<{ stop: () => Promise<void> }> {
  const { db, modules } = house;
  const heartbeat = await startHeartbeat(db, 'worker');
  const jobs = modules.flatMap((module) => module.jobs ?? []);
  const domain = new URL(environment.publicUrl ?? 'http://cabildo.localhost').hostname;
  const carrier = carrierFor(environment, domain);
  await queue.hearAll((error, listener) => complain(`${listener} will be tried again`, error));
  // Apart from each other: a mail server that keeps us waiting must keep no phase from opening.
  const loops = [
    every(tickSeconds, () =>
      tick(db, jobs, cities.all(), clockOf, (error, job) => complain(`${job} will be tried again`, error)),
    ),
    every(cleaningSeconds, async () => {
      for (const { id } of cities.all()) {
        await db.inCity(id, (tx) => forgetOnceKeys(tx, id));
        await db.inCity(id, (tx) => forgetKeptForms(tx, id));
      }
    }),
  ];
  const send = async () => {
    for (const city of cities.all()) {
      // Nothing leaves a practice space, whatever addresses stand in it.
      const way = city.practice ? mailboxCarrier : carrier;
      if (!way) continue;
      const isQuiet = async (tx: Tx) =>
        (await quietNow(tx, city.id, await clockOf(tx, city)))?.notices === 'hold';
      await sendWaitingMail(db, city.id, way, domain, isQuiet);
    }
  };
  loops.push(every(tickSeconds, send));
  loops.push(
    every(tickSeconds, async () => {
      if (await tendPracticeSpaces(db, cities.all())) await cities.reload();
    }),
  );
  return {
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
      carrier?.close();
      await heartbeat.stop();
    },
  };
}

/** Nothing where nobody would read: outside a demo mails wait for a server, because no page shows them. */
function carrierFor({ smtpUrl, isDemo }: Environment, domain: string): Carrier | undefined {
  if (smtpUrl) return smtpCarrier(smtpUrl, `no-reply@${domain}`);
  if (isDemo) return mailboxCarrier;
  console.error(
    'SMTP_URL is not set: no mail leaves, not even the codes to sign in. Mails wait until it is.',
  );
  return undefined;
}

/** Does `work` again and again with a rest between; `stop` resolves when the round in hand is done. */
function every(seconds: number, work: () => Promise<unknown>): { stop: () => Promise<void> } {
  let wake = () => {};
  let stopped = false;
  const rounds = (async () => {
    while (!stopped) {
      // A database that is away for a moment ends no worker: the next round does what this one could not.
      await work().catch((error: Error) => complain('The worker waits', error));
      if (stopped) break;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, seconds * 1000);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();
  return {
    stop: async () => {
      stopped = true;
      wake();
      await rounds;
    },
  };
}
