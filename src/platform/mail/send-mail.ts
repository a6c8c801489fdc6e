import { sql } from 'kysely';
import { createTransport } from 'nodemailer';
import type { Database, Tx } from '../db/database.ts';

/** Takes one mail out of the house, or throws; `permanent` on the error says that trying again is no use. */
export type Carrier = (mail: {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly messageId: string;
}) => Promise<void>;

/** Seconds to wait after the first, second, … failure: a server that greylists or sleeps is asked again. */
const waits = [5, 30, 120, 600, 3_600, 14_400];

/** Sends through an SMTP server, `smtp://user:password@host:port`. */
export function smtpCarrier(url: string, from: string): Carrier {
  const transport = createTransport(url);
  return async ({ to, subject, text, html, messageId }) => {
    await transport.sendMail({ from, to, subject, text, html, messageId });
  };
}

/** Keeps the mails where they are, for the mailbox page of a machine that has no mail server. */
export const mailboxCarrier: Carrier = async () => {};

/**
 * Sends what waits in a city's outbox, oldest first, each in a transaction of its own that holds the row: a second worker
 * takes the next one. A crash between the server's yes and our commit sends the same Message-ID again, never a new one.
 *
 * @returns how many were taken by the server
 */
export async function sendWaitingMail(
  db: Database,
  cityId: number,
  carrier: Carrier,
  domain: string,
): Promise<number> {
  for (let sent = 0; ; ) {
    const done = await db.inCity(cityId, (tx) => sendNext(tx, cityId, carrier, domain));
    if (done === 'none') return sent;
    if (done === 'sent') sent += 1;
  }
}

async function sendNext(
  tx: Tx,
  cityId: number,
  carrier: Carrier,
  domain: string,
): Promise<'none' | 'sent' | 'failed'> {
  const mail = await tx
    .selectFrom('mail')
    .selectAll()
    .where('city_id', '=', cityId)
    .where('sent_at', 'is', null)
    .where('given_up_at', 'is', null)
    .where('next_try_at', '<=', sql<Date>`clock_timestamp()`)
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (!mail) return 'none';
  const change = tx.updateTable('mail').where('city_id', '=', cityId).where('id', '=', mail.id);
  const messageId = `<${cityId}.${mail.id}@${domain}>`;
  try {
    await carrier({
      to: mail.recipient,
      subject: mail.subject,
      text: mail.body_text,
      html: mail.body_html,
      messageId,
    });
    await change
      .set({ sent_at: sql`clock_timestamp()`, message_id: messageId, attempts: mail.attempts + 1 })
      .execute();
    return 'sent';
  } catch (error) {
    const code = (error as { responseCode?: number }).responseCode ?? 0;
    const wait = code >= 500 ? undefined : waits[mail.attempts];
    await change
      .set({
        attempts: mail.attempts + 1,
        last_error: (error as Error).message.slice(0, 500),
        ...(wait === undefined
          ? { given_up_at: sql`clock_timestamp()` }
          : { next_try_at: sql`clock_timestamp() + make_interval(secs => ${wait})` }),
      })
      .execute();
    return 'failed';
  }
}
