import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import type {} from './events.ts';
import type { OutcomeStage } from './proposal.ts';
import { publishProposals } from './publish-proposal.ts';

export interface Outcome {
  readonly cityId: number;
  readonly proposalId: number;
  readonly stage: OutcomeStage;
  /** Required for 'infeasible'. */
  readonly reason?: string | undefined;
  /** Minor units; required for 'feasible'. */
  readonly cost?: number | undefined;
  /** The proposal it was joined to. */
  readonly joinedTo?: number | undefined;
  readonly now: Date;
  readonly actorId: number | null;
}

/**
 * Makes public what a later stage found out about a proposal. Called at the moment of the reveal and never before: the
 * public page changes with this transaction. The same stage again changes nothing.
 */
export async function recordOutcome(tx: Tx, input: Outcome): Promise<Result<undefined, 'no-such-proposal'>> {
  const { cityId, proposalId, stage, now } = input;
  const proposal = await tx
    .selectFrom('proposal')
    .select('cycle_id')
    .where('city_id', '=', cityId)
    .where('id', '=', proposalId)
    .executeTakeFirst();
  if (!proposal) return refuse('no-such-proposal');
  const written = await tx
    .insertInto('proposal_outcome')
    .values({
      city_id: cityId,
      proposal_id: proposalId,
      stage,
      reason: input.reason ?? null,
      cost: input.cost ?? null,
      joined_to: input.joinedTo ?? null,
      revealed_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('stage')
    .executeTakeFirst();
  if (!written) return ok();
  const cycleId = proposal.cycle_id;
  await publishProposals(tx, { cityId, cycleId, proposalIds: [proposalId], now });
  await record(tx, cityId, {
    name: 'proposal.outcome',
    subject: `proposal:${proposalId}`,
    actorId: input.actorId,
    at: now,
    data: { proposalId, cycleId, stage },
  });
  return ok();
}
