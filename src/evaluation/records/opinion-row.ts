import type { Tx } from '../../platform/db/database.ts';
import { ok, type Result, refuse } from '../../platform/result.ts';
import type { CaseAct } from '../case.ts';
import type { CostLine, ItemAnswer } from '../opinion.ts';
import { type CaseRefusal, type LockedCase, lockCase } from './case-row.ts';

export interface LockedOpinion {
  readonly id: number;
  readonly departmentId: number;
  readonly submitted: boolean;
  readonly revision: number;
  readonly held: LockedCase;
}

/** `opinion-missing`: there is no such opinion, or the question was taken back. */
export type OpinionRowRefusal = CaseRefusal | 'opinion-missing';

interface Wanted {
  readonly cityId: number;
  readonly opinionId: number;
  readonly act: CaseAct;
  readonly now: Date;
  /** The case's revision, where the actor judged the case as a whole. */
  readonly caseRevision?: number;
}

/** Takes an opinion and its case; the case first, as everybody does, so that nobody waits in a circle. */
export async function lockOpinion(tx: Tx, wanted: Wanted): Promise<Result<LockedOpinion, OpinionRowRefusal>> {
  const { cityId, opinionId, act, caseRevision, now } = wanted;
  const found = await tx
    .selectFrom('opinion')
    .select('case_id')
    .where('city_id', '=', cityId)
    .where('id', '=', opinionId)
    .executeTakeFirst();
  if (!found) return refuse('opinion-missing');
  const locked = await lockCase(tx, {
    cityId,
    caseId: found.case_id,
    act,
    now,
    ...(caseRevision !== undefined && { revision: caseRevision }),
  });
  if (!locked.ok) return locked;
  const row = await tx
    .selectFrom('opinion')
    .select(['department_id', 'submitted_at', 'taken_back_at', 'revision'])
    .where('city_id', '=', cityId)
    .where('id', '=', opinionId)
    .executeTakeFirstOrThrow();
  if (row.taken_back_at) return refuse('opinion-missing');
  return ok({
    id: opinionId,
    departmentId: row.department_id,
    submitted: row.submitted_at !== null,
    revision: row.revision,
    held: locked.value,
  });
}

/** Answers and cost lines as they now are; what was there before is replaced. */
export async function replaceOpinionParts(
  tx: Tx,
  cityId: number,
  opinionId: number,
  answers: readonly ItemAnswer[],
  lines: readonly CostLine[],
): Promise<void> {
  for (const table of ['opinion_answer', 'cost_line'] as const) {
    await tx.deleteFrom(table).where('city_id', '=', cityId).where('opinion_id', '=', opinionId).execute();
  }
  if (answers.length > 0) {
    const rows = answers.map(({ itemId, answer, comment }) => ({
      city_id: cityId,
      opinion_id: opinionId,
      item_id: itemId,
      answer,
      comment,
    }));
    await tx.insertInto('opinion_answer').values(rows).execute();
  }
  if (lines.length > 0) {
    const rows = lines.map((line, position) => ({
      city_id: cityId,
      opinion_id: opinionId,
      position,
      concept: line.concept,
      unit: line.unit,
      quantity_milli: line.quantityMilli,
      unit_price: line.unitPrice,
    }));
    await tx.insertInto('cost_line').values(rows).execute();
  }
}

/** How many departments were asked and not taken back, and how many of them have answered. */
export async function opinionTally(
  tx: Tx,
  { cityId, id }: LockedCase,
): Promise<{ readonly asked: number; readonly submitted: number; readonly infeasible: number }> {
  const rows = await tx
    .selectFrom('opinion')
    .select(['submitted_at', 'verdict'])
    .where('city_id', '=', cityId)
    .where('case_id', '=', id)
    .where('taken_back_at', 'is', null)
    .execute();
  const submitted = rows.filter((row) => row.submitted_at !== null);
  return {
    asked: rows.length,
    submitted: submitted.length,
    infeasible: submitted.filter((row) => row.verdict === 'infeasible').length,
  };
}

/** The sum of all cost lines of the opinions that stand, minor units. */
export async function departmentsCost(
  tx: Tx,
  { cityId, id }: LockedCase,
  count: (lines: CostLine[]) => number,
) {
  const rows = await tx
    .selectFrom('cost_line as l')
    .innerJoin('opinion as o', (join) =>
      join.onRef('o.city_id', '=', 'l.city_id').onRef('o.id', '=', 'l.opinion_id'),
    )
    .select(['l.concept', 'l.unit', 'l.quantity_milli as quantityMilli', 'l.unit_price as unitPrice'])
    .where('o.city_id', '=', cityId)
    .where('o.case_id', '=', id)
    .where('o.taken_back_at', 'is', null)
    .where('o.submitted_at', 'is not', null)
    .where('o.verdict', '=', 'feasible')
    .execute();
  return count(rows);
}
