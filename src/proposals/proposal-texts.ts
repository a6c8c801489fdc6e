import type { Tx } from '../platform/db/database.ts';
import { type TextField, textFields } from './proposal.ts';

export interface ShownText {
  /** After redactions; what staff see and the public may. */
  readonly text: string;
  /** As it was written; for those who may see what was covered. */
  readonly written: string;
  readonly redactions: number;
}

export type ShownTexts = Readonly<Record<TextField, ShownText>> & {
  readonly version: number;
  readonly cycleId: number;
};

/** The last version of a proposal's words, with what redactions left of them. */
export async function shownTexts(
  tx: Tx,
  cityId: number,
  proposalId: number,
): Promise<ShownTexts | undefined> {
  const row = await tx
    .selectFrom('proposal_version as text')
    .innerJoin('proposal', (join) =>
      join.onRef('proposal.city_id', '=', 'text.city_id').onRef('proposal.id', '=', 'text.proposal_id'),
    )
    .select(['text.version', 'text.title', 'text.problem', 'text.idea', 'proposal.cycle_id'])
    .where('text.city_id', '=', cityId)
    .where('text.proposal_id', '=', proposalId)
    .orderBy('text.version', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return undefined;
  const redactions = await tx
    .selectFrom('proposal_redaction')
    .select(['field', 'nth', 'masked'])
    .where('city_id', '=', cityId)
    .where('proposal_id', '=', proposalId)
    .where('version', '=', row.version)
    .orderBy('nth')
    .execute();
  const shown = textFields.map((field) => {
    const last = redactions.findLast((one) => one.field === field);
    return [field, { text: last?.masked ?? row[field], written: row[field], redactions: last?.nth ?? 0 }];
  });
  return { ...Object.fromEntries(shown), version: row.version, cycleId: row.cycle_id } as ShownTexts;
}
