import type { Tx } from '../platform/db/database.ts';

/** The authors of proposals, each once; for mail and rights, never for a page. */
export async function authorsOf(tx: Tx, cityId: number, proposalIds: readonly number[]): Promise<number[]> {
  if (proposalIds.length === 0) return [];
  const rows = await tx
    .selectFrom('proposal')
    .select('author_id')
    .distinct()
    .where('city_id', '=', cityId)
    .where('id', 'in', [...proposalIds])
    .where('author_id', 'is not', null)
    .$narrowType<{ author_id: number }>()
    .orderBy('author_id')
    .execute();
  return rows.map((row) => row.author_id);
}
