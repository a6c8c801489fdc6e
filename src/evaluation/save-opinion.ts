import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import type { OpinionContent } from './opinion.ts';
import { noteEvaluator } from './records/case-row.ts';
import { lockOpinion, type OpinionRowRefusal, replaceOpinionParts } from './records/opinion-row.ts';
import { opinionItemsOf } from './records/proposal-facts.ts';

export interface OpinionInput {
  readonly cityId: number;
  readonly opinionId: number;
  /** The opinion's revision that the actor saw. */
  readonly revision: number;
  readonly content: OpinionContent;
  /** Minutes of work so far, as the evaluator says; shown only as sums per department. */
  readonly minutes: number | null;
  readonly actorId: number;
  readonly now: Date;
}

/** `already-submitted`: the department has answered; only a coordinator can return it. */
export type SaveOpinionRefusal = OpinionRowRefusal | 'already-submitted';

/** Keeps a department's opinion as it is so far, complete or not. Only the department's own evaluators may call it (policy). */
export async function saveOpinion(
  tx: Tx,
  input: OpinionInput,
): Promise<Result<{ readonly revision: number }, SaveOpinionRefusal>> {
  const { cityId, opinionId, content, actorId, now } = input;
  const locked = await lockOpinion(tx, { cityId, opinionId, act: 'writeOpinion', now });
  if (!locked.ok) return locked;
  const { held, departmentId, submitted, revision } = locked.value;
  if (submitted) return refuse('already-submitted');
  if (revision !== input.revision) return refuse('outdated');
  const asked = new Set((await opinionItemsOf(tx, held, departmentId)).map((item) => item.id));
  const given = content.answers.filter((one) => asked.has(one.itemId));
  await replaceOpinionParts(tx, cityId, opinionId, given, content.lines);
  await tx
    .updateTable('opinion')
    .set({
      verdict: content.verdict,
      comment: content.comment,
      effects: content.effects,
      minutes: input.minutes,
      revision: sql`revision + 1`,
    })
    .where('city_id', '=', cityId)
    .where('id', '=', opinionId)
    .execute();
  await noteEvaluator(tx, held, actorId, now);
  await record(tx, cityId, {
    name: 'opinion.saved',
    subject: `case:${held.id}`,
    actorId,
    at: now,
    data: { caseId: held.id, opinionId, departmentId },
  });
  return ok({ revision: revision + 1 });
}
