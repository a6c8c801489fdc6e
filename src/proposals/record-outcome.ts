import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import type {} from './events.ts';
import type { OutcomeStage } from './proposal.ts';
import { publishProposals } from './publish-proposal.ts';

interface Finding {
  readonly proposalId: number;
  readonly stage: OutcomeStage;
  /** Required for 'infeasible'. */
  readonly reason?: string | undefined;
  /** Minor units; required for 'feasible'. */
  readonly cost?: number | undefined;
  /** The proposal it was joined to. */
  readonly joinedTo?: number | undefined;
}

export interface Outcome extends Finding {
  readonly cityId: number;
  readonly now: Date;
  readonly actorId: number | null;
}

export interface Outcomes {
  readonly cityId: number;
  /** All proposals are of this cycle. */
  readonly cycleId: number;
  readonly findings: readonly Finding[];
  readonly now: Date;
  readonly actorId: number | null;
}

/** Rows of one insert; PostgreSQL takes 65,535 values in a statement. */
const batch = 5_000;

/**
 * Makes public what a later stage found out about a proposal. Called at the moment of the reveal and never before: the
 * public page changes with this transaction. The same stage again changes nothing.
 */
export async function recordOutcome(tx: Tx, input: Outcome): Promise<Result<undefined, 'no-such-proposal'>> {
  const { cityId, now, actorId, ...finding } = input;
  const proposal = await tx
    .selectFrom('proposal')
    .select('cycle_id')
    .where('city_id', '=', cityId)
    .where('id', '=', finding.proposalId)
    .executeTakeFirst();
  if (!proposal) return refuse('no-such-proposal');
  await recordOutcomes(tx, { cityId, cycleId: proposal.cycle_id, findings: [finding], now, actorId });
  return ok();
}

/** The same for many proposals of one cycle at once, for a reveal of a thousand decisions. */
export async function recordOutcomes(tx: Tx, input: Outcomes): Promise<void> {
  const { cityId, cycleId, findings, now, actorId } = input;
  const stages = new Map(findings.map(({ proposalId, stage }) => [proposalId, stage]));
  for (let from = 0; from < findings.length; from += batch) {
    const written = await tx
      .insertInto('proposal_outcome')
      .values(
        findings.slice(from, from + batch).map(({ proposalId, stage, reason, cost, joinedTo }) => ({
          city_id: cityId,
          proposal_id: proposalId,
          stage,
          reason: reason ?? null,
          cost: cost ?? null,
          joined_to: joinedTo ?? null,
          revealed_at: now,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .returning('proposal_id')
      .execute();
    const proposalIds = written.map((row) => row.proposal_id);
    await publishProposals(tx, { cityId, cycleId, proposalIds, now });
    for (const proposalId of proposalIds) {
      await record(tx, cityId, {
        name: 'proposal.outcome',
        subject: `proposal:${proposalId}`,
        actorId,
        at: now,
        data: { proposalId, cycleId, stage: stages.get(proposalId) as OutcomeStage },
      });
    }
  }
}
