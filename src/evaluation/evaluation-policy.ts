import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { departmentsOf, freshly, hasRole, type Policy, staff, type Viewer } from '../platform/http/viewer.ts';
import { type CaseState, mayAct } from './case.ts';

/**
 * The one place that says who sees and does what with cases. Lists, single cases, search and files ask here.
 *
 * - Administrator, coordinator, observer, signer: see every case.
 * - Evaluator, project manager: the cases in which one of their departments is asked. A role without a department sees none.
 * - Nobody else sees any. What citizens may know is in `decision-queries.ts`, after the reveal only.
 */

export type CaseScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'departments'; readonly ids: readonly number[] }
  | { readonly kind: 'none' };

export function caseScope(viewer: Viewer): CaseScope {
  if (!viewer.secondFactor) return { kind: 'none' };
  if (hasRole(viewer, 'administrator', 'coordinator', 'observer', 'signer')) return { kind: 'all' };
  const ids = departmentsOf(viewer, 'evaluator', 'project_manager');
  return ids.length > 0 ? { kind: 'departments', ids } : { kind: 'none' };
}

/** The condition on `evaluation_case as c` that every query over cases carries. */
export function visibleCases(viewer: Viewer): RawBuilder<SqlBool> {
  const scope = caseScope(viewer);
  switch (scope.kind) {
    case 'all':
      return sql<SqlBool>`true`;
    case 'none':
      return sql<SqlBool>`false`;
    case 'departments':
      return sql<SqlBool>`exists (
        select from opinion mine
        where mine.city_id = c.city_id and mine.case_id = c.id and mine.taken_back_at is null
          and mine.department_id = any(${[...scope.ids]}::bigint[])
      )`;
  }
}

/** Who may open the desk's pages about cases at all; which cases, `visibleCases` says. */
export const seesCases: Policy = staff(
  'administrator',
  'coordinator',
  'observer',
  'signer',
  'evaluator',
  'project_manager',
);

/** Formal check, departments, preparation of decisions, the day of the reveal. */
export const coordinates: Policy = staff('administrator', 'coordinator');

export const signs: Policy = staff('signer');

/** Many signatures at once, or the day of the reveal: the second factor is asked for once more. */
export const signsMany: Policy = freshly(signs);
export const reveals: Policy = freshly(coordinates);

export const evaluates: Policy = staff('evaluator');

/** Who may look at decisions that are prepared or signed and not public, as a list. */
export const seesDecisions: Policy = staff('administrator', 'coordinator', 'observer', 'signer');

/** Whether the viewer writes the opinion of this department; nobody writes another's. */
export function writesFor(viewer: Viewer, departmentId: number): boolean {
  return evaluates(viewer) === 'allowed' && departmentsOf(viewer, 'evaluator').includes(departmentId);
}

/** What the viewer could do with a case now; what a person has done before (signing her own work) the verbs refuse. */
export function deskActs(viewer: Viewer, state: CaseState) {
  const coordinator = coordinates(viewer) === 'allowed';
  const signer = signs(viewer) === 'allowed';
  return {
    answerFormalCheck: coordinator && mayAct('answerFormalCheck', state),
    assignDepartments: coordinator && mayAct('assignDepartments', state),
    takeBackQuestion: coordinator && mayAct('takeBackQuestion', state),
    returnOpinion: coordinator && mayAct('returnOpinion', state),
    prepareDecision: coordinator && mayAct('prepareDecision', state),
    signDecision: signer && mayAct('signDecision', state),
    sendBackDecision: signer && mayAct('sendBackDecision', state),
    writeOpinion: (departmentId: number) => mayAct('writeOpinion', state) && writesFor(viewer, departmentId),
  };
}
export type DeskActs = ReturnType<typeof deskActs>;
