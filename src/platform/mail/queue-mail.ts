import type { Tx } from '../db/database.ts';
import type { MailKind } from './hold-mail.ts';

export interface Mail {
  readonly cityId: number;
  /** What caused it, unique in the city: the same mail is never made twice ('event:812 person:7'). */
  readonly cause: string;
  /** What it is to its reader; what she asked for unless said. */
  readonly kind?: MailKind;
  readonly recipient: string;
  readonly locale: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly now: Date;
}

/** Puts a mail into the outbox, in the transaction of the act that it tells of; the worker sends it once that is committed. */
export async function queueMail(tx: Tx, mail: Mail): Promise<void> {
  await tx
    .insertInto('mail')
    .values({
      city_id: mail.cityId,
      cause: mail.cause,
      kind: mail.kind ?? 'asked',
      recipient: mail.recipient,
      locale: mail.locale,
      subject: mail.subject,
      body_text: mail.text,
      body_html: mail.html,
      made_at: mail.now,
    })
    .onConflict((conflict) => conflict.columns(['city_id', 'cause']).doNothing())
    .execute();
}
