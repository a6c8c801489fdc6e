import { sql } from 'kysely';
import { quietNow } from '../../city/blackout-queries.ts';
import type { Tx } from '../../platform/db/database.ts';
import { ok, type Result, refuse } from '../../platform/result.ts';
import { type CaseAct, type CaseState, mayAct, mayMove } from '../case.ts';

export interface LockedCase {
  readonly cityId: number;
  readonly id: number;
  readonly cycleId: number;
  readonly proposalId: number;
  readonly state: CaseState;
  readonly revision: number;
}

/**
 * - `case-missing`: there is no such case.
 * - `outdated`: somebody changed the case since the form was loaded.
 * - `wrong-state`: nobody can do this in the case's state (`state`).
 * - `blackout`: a blackout stops the evaluation too (`law`).
 */
export type CaseRefusal = 'case-missing' | 'outdated' | 'wrong-state' | 'blackout';

interface Wanted {
  readonly cityId: number;
  readonly caseId: number;
  readonly act: CaseAct;
  readonly now: Date;
  /** The revision that the actor saw; left out where another row's revision is compared. */
  readonly revision?: number;
}

/** Takes the case for this transaction, so that two people who press at once come one after the other. */
export async function lockCase(tx: Tx, wanted: Wanted): Promise<Result<LockedCase, CaseRefusal>> {
  const row = await tx
    .selectFrom('evaluation_case')
    .select(['id', 'cycle_id', 'proposal_id', 'state', 'revision'])
    .where('city_id', '=', wanted.cityId)
    .where('id', '=', wanted.caseId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return refuse('case-missing');
  if (wanted.revision !== undefined && row.revision !== wanted.revision) return refuse('outdated');
  if (!mayAct(wanted.act, row.state)) return refuse('wrong-state', { state: row.state });
  const quiet = await quietNow(tx, wanted.cityId, wanted.now);
  if (quiet?.evaluation === 'pause') return refuse('blackout', { law: quiet.laws.join(' · ') });
  return ok({
    cityId: wanted.cityId,
    id: row.id,
    cycleId: row.cycle_id,
    proposalId: row.proposal_id,
    state: row.state,
    revision: row.revision,
  });
}

export interface Hand {
  readonly actorId: number | null;
  readonly now: Date;
  readonly reason?: string;
}

/** Moves a locked case and writes down who did it; gives the case as it is then. A move that the rules do not know is a bug. */
export async function moveCase(
  tx: Tx,
  held: LockedCase,
  to: CaseState,
  { actorId, now, reason }: Hand,
): Promise<LockedCase> {
  if (!mayMove(held.state, to)) throw new Error(`a case cannot go from ${held.state} to ${to}`);
  await tx
    .updateTable('evaluation_case')
    .set({ state: to, revision: sql`revision + 1` })
    .where('city_id', '=', held.cityId)
    .where('id', '=', held.id)
    .execute();
  await tx
    .insertInto('case_transition')
    .values({
      city_id: held.cityId,
      case_id: held.id,
      from_state: held.state,
      to_state: to,
      reason: reason ?? null,
      done_by: actorId,
      at: now,
    })
    .execute();
  return { ...held, state: to, revision: held.revision + 1 };
}

/** Makes forms that were loaded before out of date, where the case changes but stays in its state. */
export async function touchCase(tx: Tx, held: LockedCase): Promise<void> {
  await tx
    .updateTable('evaluation_case')
    .set({ revision: sql`revision + 1` })
    .where('city_id', '=', held.cityId)
    .where('id', '=', held.id)
    .execute();
}

/** Notes that a person had a hand in the evaluation: she can never sign this case. */
export async function noteEvaluator(
  tx: Tx,
  { cityId, id }: Pick<LockedCase, 'cityId' | 'id'>,
  personId: number,
  now: Date,
): Promise<void> {
  await tx
    .insertInto('case_evaluator')
    .values({ city_id: cityId, case_id: id, person_id: personId, since: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
