import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';

/** What a mail is to its reader. 'asked': she did something that it answers, so it goes at all times. */
export type MailKind = 'asked' | 'notice' | 'promotion';

/** Marks what waits in the outbox and may not go now, so that anybody who looks sees why. */
export async function holdMail(
  tx: Tx,
  cityId: number,
  promotions: 'later' | 'drop',
  now: Date,
): Promise<void> {
  await tx
    .updateTable('mail')
    .set({
      held_at: now,
      held_then: sql`case when kind = 'promotion' and ${promotions} = 'drop' then 'drop' else 'send' end`,
    })
    .where('city_id', '=', cityId)
    .where('kind', '<>', 'asked')
    .where('sent_at', 'is', null)
    .where('given_up_at', 'is', null)
    .where('dropped_at', 'is', null)
    .where('held_at', 'is', null)
    .execute();
}

/** Lets what was held go on its way, once; what was to be dropped is kept as a row that is never sent. */
export async function releaseMail(tx: Tx, cityId: number, now: Date): Promise<void> {
  await tx
    .updateTable('mail')
    .set({
      dropped_at: sql`case when held_then = 'drop' then ${now}::timestamptz end`,
      held_at: null,
      held_then: null,
    })
    .where('city_id', '=', cityId)
    .where('held_at', 'is not', null)
    .where('sent_at', 'is', null)
    .execute();
}

export interface HeldMail {
  readonly held: number;
  readonly dropped: number;
}

export async function heldMail(tx: Tx, cityId: number): Promise<HeldMail> {
  return tx
    .selectFrom('mail')
    .select((select) => [
      select.fn.count<number>('held_at').as('held'),
      select.fn.count<number>('dropped_at').as('dropped'),
    ])
    .where('city_id', '=', cityId)
    .executeTakeFirstOrThrow();
}
