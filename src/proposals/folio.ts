import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';

/** 'SP23-0042': short enough to say on the phone, and it names its cycle. */
export function folioOf(prefix: string, number: number): string {
  return `${prefix}-${String(number).padStart(4, '0')}`;
}

/** What somebody copied from a slip of paper ("sp23 42", "SP23–0042") as a folio is written; undefined when it is none. */
export function readFolio(typed: string): string | undefined {
  const match = /^([A-Z0-9][A-Z0-9-]*?)[\s–—-]+(\d{1,9})$/.exec(typed.trim().toUpperCase());
  return match ? folioOf(match[1] as string, Number(match[2])) : undefined;
}

/**
 * The next `amount` numbers under a prefix, the first of them returned. Whoever asks at the same time waits for this
 * transaction to end, so that no number is given twice and none is left out.
 */
export async function takeFolios(tx: Tx, cityId: number, prefix: string, amount = 1): Promise<number> {
  const more: RawBuilder<number> = sql`folio_counter.last + ${amount}`;
  const { last } = await tx
    .insertInto('folio_counter')
    .values({ city_id: cityId, prefix, last: amount })
    .onConflict((conflict) => conflict.columns(['city_id', 'prefix']).doUpdateSet({ last: more }))
    .returning('last')
    .executeTakeFirstOrThrow();
  return last - amount + 1;
}
