import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import { moveCase, touchCase } from './records/case-row.ts';
import { lockOpinion, type OpinionRowRefusal } from './records/opinion-row.ts';

interface Input {
  readonly cityId: number;
  readonly opinionId: number;
  /** The case's revision that the actor saw. */
  readonly revision: number;
  readonly reason: string;
  readonly actorId: number;
  readonly now: Date;
}

export type ReturnRefusal = OpinionRowRefusal | 'reason-missing' | 'not-submitted';

/** Gives an opinion back to its department to be corrected; what it said stays on record. */
export async function returnOpinion(tx: Tx, input: Input): Promise<Result<undefined, ReturnRefusal>> {
  const { cityId, opinionId, actorId, now } = input;
  const reason = input.reason.trim();
  const locked = await lockOpinion(tx, {
    cityId,
    opinionId,
    act: 'returnOpinion',
    caseRevision: input.revision,
    now,
  });
  if (!locked.ok) return locked;
  const { held, departmentId, submitted } = locked.value;
  if (!submitted) return refuse('not-submitted');
  if (reason === '') return refuse('reason-missing');
  await tx
    .updateTable('opinion')
    .set({ submitted_by: null, submitted_at: null, returned_reason: reason, revision: sql`revision + 1` })
    .where('city_id', '=', cityId)
    .where('id', '=', opinionId)
    .execute();
  if (held.state === 'consolidation') await moveCase(tx, held, 'with_departments', { actorId, now, reason });
  else await touchCase(tx, held);
  await record(tx, cityId, {
    name: 'opinion.returned',
    subject: `case:${held.id}`,
    actorId,
    at: now,
    data: { caseId: held.id, opinionId, departmentId },
  });
  return ok();
}
