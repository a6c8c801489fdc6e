import { sql } from 'kysely';
import type { Database, Tx } from '../db/database.ts';
import { blameOf, type Carrier } from './carrier.ts';

/** Seconds to wait after the first, second, … failure, the last one from then on: some four days in all. */
const waits = [5, 30, 120, 600, 3_600, 14_400];
const tries = 30;

/**
 * Sends what waits in a city's outbox, oldest first, each in a transaction of its own that holds the row: a second worker
 * takes the next one. A crash between the server's yes and our commit sends the same Message-ID again, never a new one.
 * Ends at the first failure that is the server's own: the others would only wait for it in turn.
 *
 * @param isQuiet whether only what people asked for may go now; asked anew for each mail, as a blackout begins by the clock
 * @returns how many were taken by the server
 */
export async function sendWaitingMail(
  db: Database,
  cityId: number,
  carrier: Carrier,
  domain: string,
  isQuiet: (tx: Tx) => Promise<boolean> = async () => false,
): Promise<number> {
  for (let sent = 0; ; ) {
    const done = await db.inCity(cityId, async (tx) =>
      sendNext(tx, cityId, carrier, domain, await isQuiet(tx)),
    );
    if (done === 'none' || done === 'server') return sent;
    if (done === 'sent') sent += 1;
  }
}

async function sendNext(
  tx: Tx,
  cityId: number,
  carrier: Carrier,
  domain: string,
  quiet: boolean,
): Promise<'none' | 'sent' | ReturnType<typeof blameOf>> {
  const mail = await tx
    .selectFrom('mail')
    .selectAll()
    .where('city_id', '=', cityId)
    .where('sent_at', 'is', null)
    .where('given_up_at', 'is', null)
    .where('held_at', 'is', null)
    .where('dropped_at', 'is', null)
    .$if(quiet, (query) => query.where('kind', '=', 'asked'))
    .where('next_try_at', '<=', sql<Date>`clock_timestamp()`)
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (!mail) return 'none';
  const change = tx.updateTable('mail').where('city_id', '=', cityId).where('id', '=', mail.id);
  const messageId = `<${cityId}.${mail.id}@${domain}>`;
  const { recipient: to, subject, body_text: text, body_html: html } = mail;
  const attempts = mail.attempts + 1;
  try {
    await carrier.carry({ to, subject, text, html, messageId });
  } catch (error) {
    const blame = blameOf(error);
    const failed = { attempts, last_error: (error as Error).message.slice(0, 500) };
    if (blame === 'mail' || attempts >= tries) {
      await change.set({ ...failed, given_up_at: sql`clock_timestamp()` }).execute();
    } else {
      const wait = waits[Math.min(mail.attempts, waits.length - 1)] as number;
      const next = sql<Date>`clock_timestamp() + make_interval(secs => ${wait})`;
      await change.set({ ...failed, next_try_at: next }).execute();
    }
    return blame;
  }
  await change.set({ sent_at: sql`clock_timestamp()`, message_id: messageId, attempts }).execute();
  return 'sent';
}
