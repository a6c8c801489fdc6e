import type { Tx } from '../platform/db/database.ts';
import { evaluationRules } from './records/rules.ts';

interface Input {
  readonly cityId: number;
  readonly cycleId: number;
}

/**
 * Copies the blueprint's questions into the cycle's checklist: opinions point at the rows, so that a question edited later does
 * not change what was answered. Questions that the cycle has already are left alone.
 */
export async function seedChecklist(tx: Tx, { cityId, cycleId }: Input): Promise<void> {
  const rules = await evaluationRules(tx, cityId, cycleId);
  const departments = await tx
    .selectFrom('department')
    .select(['id', 'code'])
    .where('city_id', '=', cityId)
    .execute();
  const idOf = new Map(departments.map((one) => [one.code, one.id]));
  const formal = (rules.formal ?? []).map((one) => ({ ...one, scope: 'formal' as const }));
  const substantive = (rules.substantive ?? []).map((one) => ({ ...one, scope: 'substantive' as const }));
  const rows = [...formal, ...substantive].flatMap((one, position) => {
    const { category = null, department } = one as { category?: string; department?: string };
    const departmentId = department === undefined ? null : idOf.get(department);
    // A question for a department that the city does not have is put to nobody.
    if (departmentId === undefined) return [];
    return {
      city_id: cityId,
      cycle_id: cycleId,
      scope: one.scope,
      category,
      department_id: departmentId,
      position,
      code: one.code,
      question: one.question,
      help: one.help,
      legal_basis: one.legalBasis,
      blocking: one.blocking,
      correctable: one.correctable,
      refusal: one.refusal,
    };
  });
  if (rows.length === 0) return;
  await tx
    .insertInto('checklist_item')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['city_id', 'cycle_id', 'code']).doNothing())
    .execute();
}
