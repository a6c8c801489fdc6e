import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import type {} from './events.ts';
import { type AuthorStage, canBeWithdrawn } from './proposal.ts';
import { publishProposals } from './publish-proposal.ts';

export interface Withdrawal {
  readonly cityId: number;
  readonly proposalId: number;
  readonly actorId: number;
  readonly now: Date;
  readonly reason: string;
}

export type WithdrawalProblem = 'no-such-proposal' | 'not-yours' | 'already-withdrawn' | 'too-late';

/**
 * An author takes her proposal back; one of her n proposals is free again. It stays in the record and its page says so.
 * On the ballot it belongs to its voters: withdrawing a candidate is a verb of voting.
 */
export async function withdrawProposal(
  tx: Tx,
  { cityId, proposalId, actorId, now, reason }: Withdrawal,
): Promise<Result<undefined, WithdrawalProblem>> {
  const proposal = await tx
    .selectFrom('proposal')
    .select(['author_id', 'cycle_id', 'folio'])
    .where('city_id', '=', cityId)
    .where('id', '=', proposalId)
    .executeTakeFirst();
  if (!proposal) return refuse('no-such-proposal');
  if (proposal.author_id !== actorId) return refuse('not-yours');
  const outcomes = await tx
    .selectFrom('proposal_outcome')
    .select('stage')
    .where('city_id', '=', cityId)
    .where('proposal_id', '=', proposalId)
    .execute();
  if (outcomes.some(({ stage }) => !canBeWithdrawn(stage as AuthorStage))) return refuse('too-late');
  const written = await tx
    .insertInto('proposal_withdrawal')
    .values({ city_id: cityId, proposal_id: proposalId, reason, done_by: actorId, at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('proposal_id')
    .executeTakeFirst();
  if (!written) return refuse('already-withdrawn');
  await tx
    .deleteFrom('proposal_allowance')
    .where('city_id', '=', cityId)
    .where('folio', '=', proposal.folio)
    .execute();
  const cycleId = proposal.cycle_id;
  await publishProposals(tx, { cityId, cycleId, proposalIds: [proposalId], now });
  await record(tx, cityId, {
    name: 'proposal.withdrawn',
    subject: `proposal:${proposalId}`,
    actorId,
    at: now,
    data: { proposalId, cycleId, reason },
  });
  return ok();
}
