import type { Tx } from '../platform/db/database.ts';

/** The folios of the proposals that a candidate stands for. */
export async function foliosOfCandidate(tx: Tx, cityId: number, candidateId: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('candidate_proposal as c')
    .innerJoin('proposal as p', (join) =>
      join.onRef('p.city_id', '=', 'c.city_id').onRef('p.id', '=', 'c.proposal_id'),
    )
    .select('p.folio')
    .where('c.city_id', '=', cityId)
    .where('c.candidate_id', '=', candidateId)
    .orderBy('p.folio')
    .execute();
  return rows.map((row) => row.folio);
}
