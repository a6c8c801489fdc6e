import { departmentsOf } from '../city/city-queries.ts';
import { aStaffMember } from '../people/people.fixtures.ts';
import type { Tx } from '../platform/db/database.ts';
import type { Ok, Refusal } from '../platform/result.ts';
import { answerFormalCheck } from './answer-formal-check.ts';
import { assignDepartments } from './assign-departments.ts';
import type { CaseState } from './case.ts';
import { openCase } from './open-case.ts';
import type { ItemAnswer, OpinionContent } from './opinion.ts';
import { planReveal } from './plan-reveal.ts';
import { prepareDecision } from './prepare-decision.ts';
import { formalItemsOf, opinionItemsOf } from './records/proposal-facts.ts';
import { revealDecisions } from './reveal-decisions.ts';
import { signDecision } from './sign-decision.ts';
import { submitOpinion } from './submit-opinion.ts';

export interface EvaluationStaff {
  readonly coordinatorId: number;
  /** Iker, of the department of parks. */
  readonly evaluatorId: number;
  readonly signerId: number;
  readonly departmentId: number;
}

/** Maribel who coordinates, Iker who evaluates for the parks and Don Aurelio who signs. */
export async function evaluationStaff(tx: Tx, cityId: number): Promise<EvaluationStaff> {
  const departments = await departmentsOf(tx, cityId);
  const departmentId = (departments.find((one) => one.code === 'parques') ?? departments[0])?.id;
  if (departmentId === undefined) throw new Error('the city has no department');
  return {
    departmentId,
    coordinatorId: await aStaffMember(tx, { cityId, role: 'coordinator' }),
    evaluatorId: await aStaffMember(tx, { cityId, role: 'evaluator', departmentId }),
    signerId: await aStaffMember(tx, { cityId, role: 'signer' }),
  };
}

/** How far a case goes, by the state in which it stops. */
const steps = [
  'received',
  'formal_check',
  'with_departments',
  'consolidation',
  'prepared',
  'signed',
] as const;

export interface WishedCase {
  readonly cityId: number;
  readonly proposalId: number;
  readonly staff: EvaluationStaff;
  readonly now: Date;
  readonly outcome?: 'feasible' | 'infeasible';
  /** Minor units; 250,000.00 unless said. */
  readonly cost?: number;
  readonly reasons?: string;
  /** Where it stops; `signed`, and still secret, unless said. */
  readonly until?: (typeof steps)[number];
}

/** Takes a proposal's case through the verbs, as people would. @returns the case's id */
export async function aDecidedCase(tx: Tx, wish: WishedCase): Promise<number> {
  const { cityId, proposalId, staff, now, outcome = 'feasible', cost = 25_000_000 } = wish;
  await openCase(tx, { cityId, proposalId, actorId: null, now });
  const found = await caseOf(tx, cityId, proposalId);
  const of = { cityId, cycleId: found.cycleId, proposalId };
  const last = steps.indexOf(wish.until ?? 'signed');
  const step = async (
    name: CaseState,
    verb: (caseFacts: CaseFacts) => Promise<Ok<unknown> | Refusal<string>>,
  ) => {
    if (steps.indexOf(name as (typeof steps)[number]) > last) return;
    const done = await verb(await caseOf(tx, cityId, proposalId));
    if (!done.ok)
      throw new Error(`the case stopped before ${name}: ${done.reason} ${JSON.stringify(done.details)}`);
  };
  await step('formal_check', async ({ caseId, revision }) => {
    const answers = allMet(await formalItemsOf(tx, of));
    return answerFormalCheck(tx, {
      cityId,
      caseId,
      revision,
      answers,
      reasons: '',
      actorId: staff.coordinatorId,
      now,
    });
  });
  await step('with_departments', ({ caseId, revision }) => {
    const departments = [{ departmentId: staff.departmentId, evaluatorId: staff.evaluatorId }];
    return assignDepartments(tx, {
      cityId,
      caseId,
      revision,
      departments,
      actorId: staff.coordinatorId,
      now,
    });
  });
  await step('consolidation', async ({ caseId }) => {
    const opinion = await opinionOf(tx, cityId, caseId, staff.departmentId);
    const answers = allMet(await opinionItemsOf(tx, of, staff.departmentId));
    const content = anOpinion({ verdict: outcome, cost, answers });
    return submitOpinion(tx, { cityId, ...opinion, content, minutes: 40, actorId: staff.evaluatorId, now });
  });
  await step('prepared', ({ caseId, revision }) =>
    prepareDecision(tx, {
      cityId,
      caseId,
      revision,
      outcome,
      cost: outcome === 'feasible' ? cost : null,
      costReason: '',
      reasons: wish.reasons ?? (outcome === 'feasible' ? '' : 'El terreno no es del municipio.'),
      effects: outcome === 'feasible' ? 'Más sombra para quienes esperan el camión.' : '',
      joinedTo: null,
      actorId: staff.coordinatorId,
      now,
    }),
  );
  await step('signed', ({ caseId, revision }) =>
    signDecision(tx, { cityId, caseId, revision, departmentId: null, actorId: staff.signerId, now }),
  );
  return found.caseId;
}

/** Makes every signed decision of the cycle public, by a plan for a second later. */
export async function revealNow(
  tx: Tx,
  { cityId, cycleId, staff, now }: { cityId: number; cycleId: number; staff: EvaluationStaff; now: Date },
): Promise<number> {
  const at = new Date(now.getTime() + 1000);
  await planReveal(tx, { cityId, cycleId, at, actorId: staff.coordinatorId, now });
  return revealDecisions(tx, { cityId, now: at });
}

export interface CaseFacts {
  readonly caseId: number;
  readonly cycleId: number;
  readonly state: CaseState;
  readonly revision: number;
}

export async function caseOf(tx: Tx, cityId: number, proposalId: number): Promise<CaseFacts> {
  return tx
    .selectFrom('evaluation_case')
    .select(['id as caseId', 'cycle_id as cycleId', 'state', 'revision'])
    .where('city_id', '=', cityId)
    .where('proposal_id', '=', proposalId)
    .executeTakeFirstOrThrow();
}

export async function opinionOf(
  tx: Tx,
  cityId: number,
  caseId: number,
  departmentId: number,
): Promise<{ readonly opinionId: number; readonly revision: number }> {
  return tx
    .selectFrom('opinion')
    .select(['id as opinionId', 'revision'])
    .where('city_id', '=', cityId)
    .where('case_id', '=', caseId)
    .where('department_id', '=', departmentId)
    .executeTakeFirstOrThrow();
}

export function allMet(items: readonly { readonly id: number }[]): ItemAnswer[] {
  return items.map(({ id }) => ({ itemId: id, answer: 'met', comment: '' }));
}

/** A complete opinion; a feasible one costs `cost` minor units. */
export function anOpinion(wish: {
  readonly verdict: 'feasible' | 'infeasible';
  readonly cost?: number;
  readonly answers: readonly ItemAnswer[];
}): OpinionContent {
  const { verdict, cost = 25_000_000, answers } = wish;
  const feasible = verdict === 'feasible';
  return {
    verdict,
    answers,
    lines: feasible
      ? [{ concept: 'Encinos de 3 m', unit: 'pieza', quantityMilli: 1000, unitPrice: cost }]
      : [],
    comment: feasible ? '' : 'El predio está en litigio.',
    effects: feasible ? 'Más sombra para quienes esperan el camión.' : '',
  };
}
