import type { Tx } from '../../platform/db/database.ts';

/** A question of the checklist, with whom it is put to. */
export interface ChecklistRow {
  readonly id: number;
  readonly scope: 'formal' | 'substantive';
  readonly category: string | null;
  readonly departmentId: number | null;
  readonly code: string;
  readonly refusal: string;
}

export async function checklistOf(tx: Tx, cityId: number, cycleId: number): Promise<ChecklistRow[]> {
  return tx
    .selectFrom('checklist_item')
    .select(['id', 'scope', 'category', 'department_id as departmentId', 'code', 'refusal'])
    .where('city_id', '=', cityId)
    .where('cycle_id', '=', cycleId)
    .orderBy('position')
    .execute();
}
