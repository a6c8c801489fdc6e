import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { mayMove } from './case.ts';
import { moveCase } from './records/case-row.ts';

interface Input {
  readonly cityId: number;
  readonly proposalId: number;
  readonly actorId: number | null;
  readonly now: Date;
}

/**
 * Ends the case of a proposal that was withdrawn, in the same transaction: nobody goes on working on it, and a decision that was
 * signed and not yet revealed never becomes public. A case whose decision is public stays as it is.
 */
export async function closeCase(tx: Tx, { cityId, proposalId, actorId, now }: Input): Promise<void> {
  const row = await tx
    .selectFrom('evaluation_case')
    .select(['id', 'cycle_id', 'state', 'revision'])
    .where('city_id', '=', cityId)
    .where('proposal_id', '=', proposalId)
    .forUpdate()
    .executeTakeFirst();
  if (!row || !mayMove(row.state, 'closed')) return;
  const held = {
    cityId,
    id: row.id,
    cycleId: row.cycle_id,
    proposalId,
    state: row.state,
    revision: row.revision,
  };
  await moveCase(tx, held, 'closed', { actorId, now });
  await record(tx, cityId, {
    name: 'case.closed',
    subject: `case:${row.id}`,
    actorId,
    at: now,
    data: { caseId: row.id, proposalId },
  });
}
