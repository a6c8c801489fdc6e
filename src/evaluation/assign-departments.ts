import { sql } from 'kysely';
import { deadlineCalendar, zoneOfTime } from '../city/blackout-queries.ts';
import { workCalendar } from '../city/city-queries.ts';
import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Refusal, type Result, refuse } from '../platform/result.ts';
import { addWorkingDays, type Day, dayIn } from '../platform/time.ts';
import { type CaseRefusal, type LockedCase, lockCase, moveCase, touchCase } from './records/case-row.ts';
import { evaluationRules } from './records/rules.ts';

interface Question {
  readonly departmentId: number;
  /** Who of the department answers; null leaves it to the department. */
  readonly evaluatorId: number | null;
}

interface Input {
  readonly cityId: number;
  readonly caseId: number;
  /** The case's revision that the actor saw. */
  readonly revision: number;
  readonly departments: readonly Question[];
  readonly actorId: number;
  readonly now: Date;
}

/** `evaluator-elsewhere`: the person holds no evaluator's role in that department. */
export type AssignRefusal =
  | CaseRefusal
  | 'department-missing'
  | 'already-answered'
  | 'evaluator-elsewhere'
  | 'formal-check-failed';

/**
 * Asks one or more departments for their opinion, due in the working days that the blueprint gives. A department that was asked
 * and has not answered gets the new evaluator and keeps its date.
 */
export async function assignDepartments(tx: Tx, input: Input): Promise<Result<undefined, AssignRefusal>> {
  const { cityId, actorId, now } = input;
  const locked = await lockCase(tx, { ...input, act: 'assignDepartments' });
  if (!locked.ok) return locked;
  const held = locked.value;
  const problem = await questionProblem(tx, held, input.departments);
  if (problem) return problem;
  const due = await dueDay(tx, held, now);
  for (const question of input.departments) await ask(tx, held, question, due, input);
  if (held.state === 'with_departments') await touchCase(tx, held);
  else await moveCase(tx, held, 'with_departments', { actorId, now });
  await record(tx, cityId, {
    name: 'case.departments-asked',
    subject: `case:${held.id}`,
    actorId,
    at: now,
    data: { caseId: held.id, departmentIds: input.departments.map((one) => one.departmentId) },
  });
  return ok();
}

async function questionProblem(
  tx: Tx,
  held: LockedCase,
  questions: readonly Question[],
): Promise<Refusal<AssignRefusal> | undefined> {
  const failed = await tx
    .selectFrom('formal_answer as a')
    .innerJoin('checklist_item as i', (join) =>
      join.onRef('i.city_id', '=', 'a.city_id').onRef('i.id', '=', 'a.item_id'),
    )
    .select('a.item_id')
    .where('a.city_id', '=', held.cityId)
    .where('a.case_id', '=', held.id)
    .where('a.answer', '=', 'not_met')
    .where('i.blocking', '=', true)
    .executeTakeFirst();
  if (failed) return refuse('formal-check-failed');
  if (questions.length === 0) return refuse('department-missing');
  for (const { departmentId, evaluatorId } of questions) {
    const { rows } = await sql<{ known: boolean; answered: boolean; theirs: boolean }>`
      select
        exists (select from department where city_id = ${held.cityId} and id = ${departmentId}) as known,
        exists (select from opinion where city_id = ${held.cityId} and case_id = ${held.id}
          and department_id = ${departmentId} and submitted_at is not null) as answered,
        exists (select from role_grant where city_id = ${held.cityId} and person_id = ${evaluatorId}
          and role = 'evaluator' and department_id = ${departmentId} and revoked_at is null) as theirs`.execute(
      tx,
    );
    const found = rows[0];
    if (!found?.known) return refuse('department-missing');
    if (found.answered) return refuse('already-answered', { departmentId });
    if (evaluatorId !== null && !found.theirs) return refuse('evaluator-elsewhere', { departmentId });
  }
  return undefined;
}

interface Due {
  readonly on: Day | null;
  /** The same without any blackout: from it the day is found again when a blackout is announced or taken back. */
  readonly base: Day | null;
}

async function dueDay(tx: Tx, { cityId, cycleId }: LockedCase, now: Date): Promise<Due> {
  const { opinionDays } = await evaluationRules(tx, cityId, cycleId);
  if (opinionDays === null) return { on: null, base: null };
  const today = dayIn(await zoneOfTime(tx, cityId), now);
  return {
    on: addWorkingDays(await deadlineCalendar(tx, cityId), today, opinionDays),
    base: addWorkingDays(await workCalendar(tx, cityId), today, opinionDays),
  };
}

async function ask(
  tx: Tx,
  held: LockedCase,
  question: Question,
  due: Due,
  { actorId, now }: Input,
): Promise<void> {
  const asked = { asked_by: actorId, asked_at: now, due_on: due.on, base_due_on: due.base };
  await tx
    .insertInto('opinion')
    .values({
      city_id: held.cityId,
      case_id: held.id,
      department_id: question.departmentId,
      evaluator_id: question.evaluatorId,
      ...asked,
    })
    .onConflict((conflict) =>
      conflict.columns(['city_id', 'case_id', 'department_id']).doUpdateSet({
        evaluator_id: question.evaluatorId,
        // Asked again after the question was taken back: the days count anew.
        due_on: sql`case when opinion.taken_back_at is null then opinion.due_on else excluded.due_on end`,
        base_due_on: sql`case when opinion.taken_back_at is null then opinion.base_due_on else excluded.base_due_on end`,
        asked_by: sql`case when opinion.taken_back_at is null then opinion.asked_by else excluded.asked_by end`,
        asked_at: sql`case when opinion.taken_back_at is null then opinion.asked_at else excluded.asked_at end`,
        taken_back_by: null,
        taken_back_at: null,
        taken_back_reason: null,
      }),
    )
    .execute();
}
