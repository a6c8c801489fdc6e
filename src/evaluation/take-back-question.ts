import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import { moveCase, touchCase } from './records/case-row.ts';
import { lockOpinion, type OpinionRowRefusal, opinionTally } from './records/opinion-row.ts';

interface Input {
  readonly cityId: number;
  readonly opinionId: number;
  /** The case's revision that the actor saw. */
  readonly revision: number;
  readonly reason: string;
  readonly actorId: number;
  readonly now: Date;
}

export type TakeBackRefusal = OpinionRowRefusal | 'reason-missing' | 'already-submitted';

/**
 * Asks a department no longer, because the matter is not its own. With nobody left to answer the case waits for other departments;
 * with all others answered it goes to the coordinator.
 */
export async function takeBackQuestion(tx: Tx, input: Input): Promise<Result<undefined, TakeBackRefusal>> {
  const { cityId, opinionId, actorId, now } = input;
  const reason = input.reason.trim();
  const locked = await lockOpinion(tx, {
    cityId,
    opinionId,
    act: 'takeBackQuestion',
    caseRevision: input.revision,
    now,
  });
  if (!locked.ok) return locked;
  const { held, departmentId, submitted } = locked.value;
  if (submitted) return refuse('already-submitted');
  if (reason === '') return refuse('reason-missing');
  await tx
    .updateTable('opinion')
    .set({
      taken_back_by: actorId,
      taken_back_at: now,
      taken_back_reason: reason,
      revision: sql`revision + 1`,
    })
    .where('city_id', '=', cityId)
    .where('id', '=', opinionId)
    .execute();
  const tally = await opinionTally(tx, held);
  if (tally.asked === 0) await moveCase(tx, held, 'formal_check', { actorId, now, reason });
  else if (tally.asked === tally.submitted)
    await moveCase(tx, held, 'consolidation', { actorId, now, reason });
  else await touchCase(tx, held);
  await record(tx, cityId, {
    name: 'opinion.taken-back',
    subject: `case:${held.id}`,
    actorId,
    at: now,
    data: { caseId: held.id, opinionId, departmentId },
  });
  return ok();
}
