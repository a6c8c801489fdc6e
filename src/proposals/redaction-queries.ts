import type { Tx } from '../platform/db/database.ts';
import type { Redaction } from '../platform/redactions.ts';
import type {} from './texts.ts';

/** For the city's log of what was taken out: words of proposals, and photos. */
export async function proposalRedactions(tx: Tx, cityId: number): Promise<Redaction[]> {
  const words = await tx
    .selectFrom('proposal_redaction as r')
    .innerJoin('proposal as p', (join) =>
      join.onRef('p.city_id', '=', 'r.city_id').onRef('p.id', '=', 'r.proposal_id'),
    )
    .select(['p.id', 'p.folio', 'r.reason', 'r.done_by as doneBy', 'r.at'])
    .where('r.city_id', '=', cityId)
    .execute();
  const photos = await tx
    .selectFrom('proposal_photo as f')
    .innerJoin('proposal as p', (join) =>
      join.onRef('p.city_id', '=', 'f.city_id').onRef('p.id', '=', 'f.proposal_id'),
    )
    .select(['p.id', 'p.folio', 'f.removed_reason as reason', 'f.removed_by as doneBy', 'f.removed_at as at'])
    .where('f.city_id', '=', cityId)
    .where('f.removed_at', 'is not', null)
    .execute();
  const place = ({ id, folio }: { id: number; folio: string }) => ({
    label: folio,
    href: `/desk/proposals/${id}`,
  });
  return [
    ...words.map(({ reason, doneBy, at, ...row }) => ({
      ...place(row),
      what: 'proposals.redacted.text' as const,
      reason,
      doneBy,
      at,
    })),
    ...photos.map(({ reason, doneBy, at, ...row }) => ({
      ...place(row),
      what: 'proposals.redacted.photo' as const,
      reason: reason ?? '',
      doneBy: doneBy as number,
      at: at as Date,
    })),
  ];
}
