import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { Viewer } from '../../platform/http/viewer.ts';
import type { Day } from '../../platform/time.ts';
import type { CaseState } from '../case.ts';
import { deskActs, writesFor } from '../evaluation-policy.ts';
import type { ChecklistItem, CostLine, ItemAnswer, Verdict } from '../opinion.ts';
import { checklistItems } from '../records/checklist-rows.ts';

/** What a department says, for whoever may read it: its own people see the draft, others only what was submitted. */
export interface OpinionView {
  readonly id: number;
  readonly departmentId: number;
  readonly department: string;
  readonly evaluatorId: number | null;
  readonly dueOn: Day | null;
  readonly overdue: boolean;
  readonly submittedAt: Date | null;
  readonly returnedReason: string | null;
  readonly revision: number;
  /** True for the viewer's own department while it may be written. */
  readonly writable: boolean;
  /** Null where the department is still writing and the viewer is not of it. */
  readonly content: OpinionParts | null;
}

export interface OpinionParts {
  readonly verdict: Verdict | null;
  readonly comment: string;
  readonly effects: string;
  readonly minutes: number | null;
  readonly items: readonly ChecklistItem[];
  readonly answers: readonly ItemAnswer[];
  readonly lines: readonly CostLine[];
}

interface OfCase {
  readonly cityId: number;
  readonly caseId: number;
  readonly cycleId: number;
  readonly category: string;
  readonly state: CaseState;
  readonly viewer: Viewer;
  readonly today: Day;
}

/** All opinions of a case that stand, by department. */
export async function opinionViews(tx: Tx, of: OfCase): Promise<OpinionView[]> {
  const rows = await tx
    .selectFrom('opinion as o')
    .innerJoin('department as d', (join) =>
      join.onRef('d.city_id', '=', 'o.city_id').onRef('d.id', '=', 'o.department_id'),
    )
    .selectAll('o')
    .select('d.name as department')
    .where('o.city_id', '=', of.cityId)
    .where('o.case_id', '=', of.caseId)
    .where('o.taken_back_at', 'is', null)
    .orderBy('d.name')
    .execute();
  const views: OpinionView[] = [];
  for (const row of rows) {
    const own = writesFor(of.viewer, row.department_id);
    const shown = row.submitted_at !== null || own;
    const items = shown
      ? await checklistItems(tx, { ...of, scope: 'substantive', departmentId: row.department_id })
      : [];
    views.push({
      id: row.id,
      departmentId: row.department_id,
      department: row.department,
      evaluatorId: row.evaluator_id,
      dueOn: row.due_on,
      overdue: row.submitted_at === null && row.due_on !== null && row.due_on < of.today,
      submittedAt: row.submitted_at,
      returnedReason: row.returned_reason,
      revision: row.revision,
      writable: row.submitted_at === null && deskActs(of.viewer, of.state).writeOpinion(row.department_id),
      content: shown
        ? {
            verdict: row.verdict,
            comment: row.comment,
            effects: row.effects,
            minutes: own ? row.minutes : null,
            items,
            ...(await answersAndLines(tx, of.cityId, row.id)),
          }
        : null,
    });
  }
  return views;
}

async function answersAndLines(tx: Tx, cityId: number, opinionId: number) {
  const answers: ItemAnswer[] = await tx
    .selectFrom('opinion_answer')
    .select(['item_id as itemId', 'answer', 'comment'])
    .where('city_id', '=', cityId)
    .where('opinion_id', '=', opinionId)
    .execute();
  const lines: CostLine[] = await tx
    .selectFrom('cost_line')
    .select(['concept', 'unit', 'quantity_milli as quantityMilli', 'unit_price as unitPrice'])
    .where('city_id', '=', cityId)
    .where('opinion_id', '=', opinionId)
    .orderBy('position')
    .execute();
  return { answers, lines };
}

/** Evaluators who can be asked, by department. */
export async function evaluatorsOf(
  tx: Tx,
  cityId: number,
): Promise<{ readonly personId: number; readonly departmentId: number; readonly name: string }[]> {
  const rows = await tx
    .selectFrom('role_grant as g')
    .leftJoin('person_contact as k', (join) =>
      join.onRef('k.city_id', '=', 'g.city_id').onRef('k.person_id', '=', 'g.person_id'),
    )
    .select([
      'g.person_id as personId',
      'g.department_id as departmentId',
      sql<string>`coalesce(k.name, '')`.as('name'),
    ])
    .where('g.city_id', '=', cityId)
    .where('g.role', '=', 'evaluator')
    .where('g.revoked_at', 'is', null)
    .where('g.department_id', 'is not', null)
    .orderBy('name')
    .execute();
  return rows.flatMap((row) => (row.departmentId === null ? [] : { ...row, departmentId: row.departmentId }));
}
