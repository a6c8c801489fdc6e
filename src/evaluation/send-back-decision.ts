import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import { type CaseRefusal, lockCase, moveCase } from './records/case-row.ts';
import { standingDecision } from './records/decision-row.ts';
import { opinionTally } from './records/opinion-row.ts';

interface Input {
  readonly cityId: number;
  readonly caseId: number;
  /** The case's revision that the actor saw. */
  readonly revision: number;
  readonly reason: string;
  readonly actorId: number;
  readonly now: Date;
}

/** Sends a prepared decision back unsigned: to the coordinator, or to the formal check where no department was asked. */
export async function sendBackDecision(
  tx: Tx,
  input: Input,
): Promise<Result<undefined, CaseRefusal | 'reason-missing'>> {
  const { cityId, actorId, now } = input;
  const reason = input.reason.trim();
  const locked = await lockCase(tx, { ...input, act: 'sendBackDecision' });
  if (!locked.ok) return locked;
  if (reason === '') return refuse('reason-missing');
  const held = locked.value;
  const decision = await standingDecision(tx, held);
  if (!decision) throw new Error(`case ${held.id} is prepared and has no decision`);
  await tx
    .updateTable('decision')
    .set({ sent_back_by: actorId, sent_back_at: now, sent_back_reason: reason })
    .where('city_id', '=', cityId)
    .where('id', '=', decision.id)
    .execute();
  const { asked } = await opinionTally(tx, held);
  await moveCase(tx, held, asked > 0 ? 'consolidation' : 'formal_check', { actorId, now, reason });
  await record(tx, cityId, {
    name: 'decision.sent-back',
    subject: `case:${held.id}`,
    actorId,
    at: now,
    data: { caseId: held.id, proposalId: held.proposalId },
  });
  return ok();
}
