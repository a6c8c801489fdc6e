import type { Tx } from '../../platform/db/database.ts';
import type { ChecklistItem } from '../opinion.ts';
import type { LockedCase } from './case-row.ts';
import { checklistItems } from './checklist-rows.ts';

/** What of a proposal decides which questions are asked about it. */
export function categoryOf(tx: Tx, cityId: number, proposalId: number): Promise<string> {
  return tx
    .selectFrom('proposal')
    .select('category')
    .where('city_id', '=', cityId)
    .where('id', '=', proposalId)
    .executeTakeFirstOrThrow()
    .then((row) => row.category);
}

type Case = Pick<LockedCase, 'cityId' | 'cycleId' | 'proposalId'>;

export async function formalItemsOf(tx: Tx, { cityId, cycleId, proposalId }: Case): Promise<ChecklistItem[]> {
  const category = await categoryOf(tx, cityId, proposalId);
  return checklistItems(tx, { cityId, cycleId, scope: 'formal', category, departmentId: null });
}

/** The questions that one department answers about one proposal. */
export async function opinionItemsOf(tx: Tx, of: Case, departmentId: number): Promise<ChecklistItem[]> {
  const category = await categoryOf(tx, of.cityId, of.proposalId);
  return checklistItems(tx, {
    cityId: of.cityId,
    cycleId: of.cycleId,
    scope: 'substantive',
    category,
    departmentId,
  });
}
