import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { recordOutcomes } from '../proposals/record-outcome.ts';
import type { CaseOutcome } from './case.ts';

interface Input {
  readonly cityId: number;
  readonly now: Date;
}

/**
 * Makes public what was planned to be public by now: all signed decisions of a cycle in this one transaction, so that there is no
 * moment at which some are known and others not. Safe to run twice and in two workers: the second finds nothing to do.
 * @returns how many decisions were revealed
 */
export async function revealDecisions(tx: Tx, { cityId, now }: Input): Promise<number> {
  const due = await tx
    .selectFrom('reveal')
    .select(['id', 'cycle_id'])
    .where('city_id', '=', cityId)
    .where('done_at', 'is', null)
    .where('at', '<=', now)
    .orderBy('id')
    .forUpdate()
    .skipLocked()
    .execute();
  let revealed = 0;
  for (const { id, cycle_id: cycleId } of due) {
    const decisions = await revealCycle(tx, cityId, cycleId, now);
    await tx
      .updateTable('reveal')
      .set({ done_at: now, decisions })
      .where('city_id', '=', cityId)
      .where('id', '=', id)
      .execute();
    const data = { cycleId, decisions };
    await record(tx, cityId, {
      name: 'reveal.done',
      subject: `cycle:${cycleId}`,
      actorId: null,
      at: now,
      data,
    });
    revealed += decisions;
  }
  return revealed;
}

interface Signed {
  readonly caseId: number;
  readonly proposalId: number;
  readonly outcome: CaseOutcome;
  readonly reasons: string;
  readonly cost: number | null;
  readonly joinedTo: number | null;
}

async function revealCycle(tx: Tx, cityId: number, cycleId: number, now: Date): Promise<number> {
  // Case by case in one order, as a withdrawal that comes between would take them.
  await tx
    .selectFrom('evaluation_case')
    .select('id')
    .where('city_id', '=', cityId)
    .where('cycle_id', '=', cycleId)
    .where('state', '=', 'signed')
    .orderBy('id')
    .forUpdate()
    .execute();
  const { rows } = await sql<Signed>`
    with moved as (
      update evaluation_case set state = 'revealed', revision = revision + 1
      where city_id = ${cityId} and cycle_id = ${cycleId} and state = 'signed'
      returning id, proposal_id
    ), noted as (
      insert into case_transition (city_id, case_id, from_state, to_state, at)
      select ${cityId}, id, 'signed', 'revealed', ${now} from moved
    )
    update decision d set revealed_at = ${now}
    from moved m
    where d.city_id = ${cityId} and d.case_id = m.id and d.signed_at is not null and d.revealed_at is null
    returning d.case_id as "caseId", m.proposal_id as "proposalId", d.outcome, d.reasons, d.cost,
      d.joined_to as "joinedTo"`.execute(tx);
  const findings = rows.map(({ proposalId, outcome, reasons, cost, joinedTo }) => ({
    proposalId,
    stage: outcome,
    ...(reasons !== '' && { reason: reasons }),
    ...(cost !== null && { cost }),
    ...(joinedTo !== null && { joinedTo }),
  }));
  await recordOutcomes(tx, { cityId, cycleId, findings, actorId: null, now });
  for (const { caseId, proposalId, outcome } of rows) {
    await record(tx, cityId, {
      name: 'decision.revealed',
      subject: `case:${caseId}`,
      actorId: null,
      at: now,
      data: { caseId, proposalId, outcome },
    });
  }
  return rows.length;
}
