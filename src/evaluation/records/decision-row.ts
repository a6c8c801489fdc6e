import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { record } from '../../platform/events/events.ts';
import type { CaseOutcome } from '../case.ts';
import { type LockedCase, noteEvaluator } from './case-row.ts';

export interface NewDecision {
  readonly outcome: CaseOutcome;
  readonly reasons: string;
  readonly effects: string;
  readonly cost: number | null;
  readonly departmentsCost: number;
  readonly costReason: string;
  readonly joinedTo: number | null;
  readonly actorId: number;
  readonly now: Date;
}

/** Writes the decision that waits for the signature, or rewrites it while nobody has signed. */
export async function writeDecision(tx: Tx, held: LockedCase, decision: NewDecision): Promise<void> {
  const { actorId, now } = decision;
  const content = {
    outcome: decision.outcome,
    reasons: decision.reasons,
    effects: decision.effects,
    cost: decision.cost,
    departments_cost: decision.departmentsCost,
    cost_reason: decision.costReason,
    joined_to: decision.joinedTo,
    prepared_by: actorId,
    prepared_at: now,
  };
  await tx
    .insertInto('decision')
    .values({ city_id: held.cityId, case_id: held.id, ...content })
    .onConflict((conflict) =>
      conflict.columns(['city_id', 'case_id']).where('sent_back_at', 'is', null).doUpdateSet(content),
    )
    .execute();
  await noteEvaluator(tx, held, actorId, now);
  await record(tx, held.cityId, {
    name: 'decision.prepared',
    subject: `case:${held.id}`,
    actorId,
    at: now,
    data: { caseId: held.id, proposalId: held.proposalId },
  });
}

export interface StandingDecision {
  readonly id: number;
  readonly outcome: CaseOutcome;
  readonly reasons: string;
  readonly effects: string;
  readonly cost: number | null;
  readonly joinedToFolio: string | null;
  readonly preparedBy: number;
}

/** The decision that is prepared or signed and was not sent back; there is one at most. */
export async function standingDecision(tx: Tx, held: LockedCase): Promise<StandingDecision | undefined> {
  return tx
    .selectFrom('decision as d')
    .leftJoin('proposal as j', (join) =>
      join.onRef('j.city_id', '=', 'd.city_id').onRef('j.id', '=', 'd.joined_to'),
    )
    .select([
      'd.id',
      'd.outcome',
      'd.reasons',
      'd.effects',
      'd.cost',
      'j.folio as joinedToFolio',
      'd.prepared_by as preparedBy',
    ])
    .where('d.city_id', '=', held.cityId)
    .where('d.case_id', '=', held.id)
    .where('d.sent_back_at', 'is', null)
    .executeTakeFirst();
}

/** Whether the person wrote into this case or was asked to: then she cannot sign it. */
export async function isEvaluator(tx: Tx, held: LockedCase, personId: number): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (
      select from case_evaluator
      where city_id = ${held.cityId} and case_id = ${held.id} and person_id = ${personId}
    ) or exists (
      select from opinion
      where city_id = ${held.cityId} and case_id = ${held.id} and taken_back_at is null
        and ${personId} in (evaluator_id, submitted_by)
    ) as found`.execute(tx);
  return rows[0]?.found === true;
}
