import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import { type DecisionContent, decisionHash } from './decision.ts';
import { type CaseRefusal, type LockedCase, lockCase, moveCase } from './records/case-row.ts';
import { isEvaluator, type StandingDecision, standingDecision } from './records/decision-row.ts';

interface Input {
  readonly cityId: number;
  readonly caseId: number;
  /** The case's revision that the actor saw. */
  readonly revision: number;
  /** The department in whose name the signer signs; null for the whole city. */
  readonly departmentId: number | null;
  readonly actorId: number;
  readonly now: Date;
}

/**
 * - `signer-prepared`: she prepared this decision.
 * - `signer-evaluated`: she wrote into the evaluation at some time, or was asked to.
 */
export type SignRefusal = CaseRefusal | 'signer-prepared' | 'signer-evaluated';

/**
 * Signs the prepared decision. From here on it is never changed, and nobody outside the desk learns of it before the reveal.
 * The database refuses a signer who evaluated by a trigger of its own.
 */
export async function signDecision(tx: Tx, input: Input): Promise<Result<undefined, SignRefusal>> {
  const { cityId, actorId, now } = input;
  const locked = await lockCase(tx, { ...input, act: 'signDecision' });
  if (!locked.ok) return locked;
  const held = locked.value;
  const decision = await standingDecision(tx, held);
  if (!decision) throw new Error(`case ${held.id} is prepared and has no decision`);
  if (decision.preparedBy === actorId) return refuse('signer-prepared');
  if (await isEvaluator(tx, held, actorId)) return refuse('signer-evaluated');
  await tx
    .updateTable('decision')
    .set({
      signed_by: actorId,
      signed_at: now,
      signed_department_id: input.departmentId,
      hash: decisionHash(await contentOf(tx, held, decision, now)),
    })
    .where('city_id', '=', cityId)
    .where('id', '=', decision.id)
    .execute();
  await moveCase(tx, held, 'signed', { actorId, now });
  await record(tx, cityId, {
    name: 'decision.signed',
    subject: `case:${held.id}`,
    actorId,
    at: now,
    data: { caseId: held.id, proposalId: held.proposalId },
  });
  return ok();
}

async function contentOf(
  tx: Tx,
  { cityId, proposalId }: LockedCase,
  decision: StandingDecision,
  signedAt: Date,
): Promise<DecisionContent> {
  const facts = await tx
    .selectFrom('proposal as p')
    .innerJoin('cycle as y', (join) =>
      join.onRef('y.city_id', '=', 'p.city_id').onRef('y.id', '=', 'p.cycle_id'),
    )
    .innerJoin('city as c', 'c.city_id', 'p.city_id')
    .select(['p.folio', 'y.slug as cycle', 'c.currency'])
    .where('p.city_id', '=', cityId)
    .where('p.id', '=', proposalId)
    .executeTakeFirstOrThrow();
  const { outcome, cost, reasons, effects, joinedToFolio } = decision;
  return { ...facts, outcome, cost, reasons, effects, joinedTo: joinedToFolio, signedAt };
}
