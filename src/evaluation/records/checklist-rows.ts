import type { Tx } from '../../platform/db/database.ts';
import type { ChecklistItem } from '../opinion.ts';

interface Which {
  readonly cityId: number;
  readonly cycleId: number;
  readonly scope: 'formal' | 'substantive';
  /** The proposal's category: items of other categories are left out. */
  readonly category: string;
  /** The department that answers; null leaves out items of one department only. */
  readonly departmentId: number | null;
}

/** The questions that one answerer has to answer for one proposal, in order. */
export async function checklistItems(tx: Tx, which: Which): Promise<ChecklistItem[]> {
  const rows = await tx
    .selectFrom('checklist_item')
    .selectAll()
    .where('city_id', '=', which.cityId)
    .where('cycle_id', '=', which.cycleId)
    .where('scope', '=', which.scope)
    .where((one) => one.or([one('category', 'is', null), one('category', '=', which.category)]))
    .where((one) =>
      which.departmentId === null
        ? one('department_id', 'is', null)
        : one.or([one('department_id', 'is', null), one('department_id', '=', which.departmentId)]),
    )
    .orderBy('position')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    question: row.question,
    help: row.help,
    legalBasis: row.legal_basis,
    blocking: row.blocking,
    correctable: row.correctable,
    refusal: row.refusal,
  }));
}
