import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import { assembleReasons, type ItemAnswer } from './opinion.ts';
import { type CaseRefusal, lockCase, moveCase, noteEvaluator, touchCase } from './records/case-row.ts';
import { writeDecision } from './records/decision-row.ts';
import { formalItemsOf } from './records/proposal-facts.ts';

interface Input {
  readonly cityId: number;
  readonly caseId: number;
  /** The case's revision that the actor saw. */
  readonly revision: number;
  readonly answers: readonly ItemAnswer[];
  /** The refusal as the coordinator worded it; '' for the items' own sentences. Ignored when the check is passed. */
  readonly reasons: string;
  readonly actorId: number;
  readonly now: Date;
}

/** `reasons-missing`: nothing that failed has a sentence, and none was written. */
export type FormalCheckRefusal = CaseRefusal | 'item-unanswered' | 'reasons-missing';

/**
 * Answers the formal check as a whole. Passed: the departments can be asked. A blocking item that is not met makes a decision of
 * infeasible, prepared for the signer, with the items' refusal sentences as its reasons.
 */
export async function answerFormalCheck(
  tx: Tx,
  input: Input,
): Promise<Result<{ readonly passed: boolean }, FormalCheckRefusal>> {
  const { cityId, actorId, now } = input;
  const locked = await lockCase(tx, { ...input, act: 'answerFormalCheck' });
  if (!locked.ok) return locked;
  let held = locked.value;
  const items = await formalItemsOf(tx, held);
  const known = new Map(input.answers.map((one) => [one.itemId, one]));
  const open = items.find((item) => !known.has(item.id));
  if (open) return refuse('item-unanswered', { itemId: open.id });
  const given = items.map((item) => known.get(item.id) as ItemAnswer);
  const blocked = items.some((item) => item.blocking && known.get(item.id)?.answer === 'not_met');
  const reasons = input.reasons.trim() || assembleReasons(items, given);
  if (blocked && reasons === '') return refuse('reasons-missing');

  await writeAnswers(tx, input, given);
  await noteEvaluator(tx, held, actorId, now);
  if (held.state === 'received') held = await moveCase(tx, held, 'formal_check', { actorId, now });
  else await touchCase(tx, held);
  if (blocked) {
    const content = {
      outcome: 'infeasible',
      reasons,
      effects: '',
      cost: null,
      costReason: '',
      joinedTo: null,
    } as const;
    await writeDecision(tx, held, { ...content, departmentsCost: 0, actorId, now });
    await moveCase(tx, held, 'prepared', { actorId, now });
  }
  await record(tx, cityId, {
    name: 'case.formal-check-answered',
    subject: `case:${held.id}`,
    actorId,
    at: now,
    data: { caseId: held.id, passed: !blocked },
  });
  return ok({ passed: !blocked });
}

async function writeAnswers(tx: Tx, { cityId, caseId, actorId, now }: Input, given: readonly ItemAnswer[]) {
  if (given.length === 0) return;
  await tx
    .insertInto('formal_answer')
    .values(
      given.map(({ itemId, answer, comment }) => ({
        city_id: cityId,
        case_id: caseId,
        item_id: itemId,
        answer,
        comment,
        answered_by: actorId,
        answered_at: now,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['city_id', 'case_id', 'item_id']).doUpdateSet((row) => ({
        answer: row.ref('excluded.answer'),
        comment: row.ref('excluded.comment'),
        answered_by: row.ref('excluded.answered_by'),
        answered_at: row.ref('excluded.answered_at'),
      })),
    )
    .execute();
}
