import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { type Ok, ok, type Refusal } from '../platform/result.ts';
import { type OpinionRefusal, opinionProblems, totalCost, type Verdict } from './opinion.ts';
import { moveCase, touchCase } from './records/case-row.ts';
import { lockOpinion, opinionTally } from './records/opinion-row.ts';
import { opinionItemsOf } from './records/proposal-facts.ts';
import { costLimits } from './records/rules.ts';
import { type OpinionInput, type SaveOpinionRefusal, saveOpinion } from './save-opinion.ts';

/** A refusal with everything that is wrong, so that nobody corrects one thing at a time. */
export interface IncompleteOpinion extends Refusal<SaveOpinionRefusal | OpinionRefusal> {
  readonly all: readonly Refusal<OpinionRefusal>[];
}

/**
 * Gives a department's opinion: saves it and, if it is complete, puts it forward. When it was the last one missing, the case goes
 * to the coordinator.
 */
export async function submitOpinion(tx: Tx, input: OpinionInput): Promise<Ok<undefined> | IncompleteOpinion> {
  const { cityId, opinionId, content, actorId, now } = input;
  const saved = await saveOpinion(tx, input);
  if (!saved.ok) return { ...saved, all: [] };
  const locked = await lockOpinion(tx, { cityId, opinionId, act: 'writeOpinion', now });
  if (!locked.ok) throw new Error(`the opinion changed under its lock: ${locked.reason}`);
  const { held, departmentId } = locked.value;
  const items = await opinionItemsOf(tx, held, departmentId);
  const problems = opinionProblems(content, items, await costLimits(tx, cityId, held.proposalId));
  const [first] = problems;
  if (first) return { ...first, all: problems };

  await tx
    .updateTable('opinion')
    .set({ submitted_by: actorId, submitted_at: now, returned_reason: null, revision: sql`revision + 1` })
    .where('city_id', '=', cityId)
    .where('id', '=', opinionId)
    .execute();
  await keepSubmission(tx, input);
  const tally = await opinionTally(tx, held);
  if (tally.submitted === tally.asked) await moveCase(tx, held, 'consolidation', { actorId, now });
  else await touchCase(tx, held);
  await record(tx, cityId, {
    name: 'opinion.submitted',
    subject: `case:${held.id}`,
    actorId,
    at: now,
    data: { caseId: held.id, opinionId, departmentId },
  });
  return ok();
}

async function keepSubmission(
  tx: Tx,
  { cityId, opinionId, content, actorId, now }: OpinionInput,
): Promise<void> {
  const { verdict, comment, effects, lines, answers } = content;
  await tx
    .insertInto('opinion_submission')
    .values({
      city_id: cityId,
      opinion_id: opinionId,
      verdict: verdict as Verdict,
      comment,
      effects,
      cost: totalCost(lines),
      content: JSON.stringify({ answers, lines }),
      submitted_by: actorId,
      submitted_at: now,
    })
    .execute();
}
