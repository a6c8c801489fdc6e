import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import { ok, type Result, refuse } from '../platform/result.ts';

/** What staff last decided about a proposal being seen, and the how manieth decision that was; 0 when there is none. */
export interface ReleaseState {
  readonly proposalId: number;
  readonly cycleId: number;
  readonly decision: 'released' | 'held' | null;
  readonly nth: number;
}

export async function releaseState(
  tx: Tx,
  cityId: number,
  proposalId: number,
): Promise<ReleaseState | undefined> {
  const row = await tx
    .selectFrom('proposal')
    .leftJoin('proposal_release as release', (join) =>
      join.onRef('release.city_id', '=', 'proposal.city_id').onRef('release.proposal_id', '=', 'proposal.id'),
    )
    .select(['proposal.cycle_id', 'release.decision', 'release.nth'])
    .where('proposal.city_id', '=', cityId)
    .where('proposal.id', '=', proposalId)
    .orderBy(sql`release.nth desc nulls last`)
    .limit(1)
    .executeTakeFirst();
  return row && { proposalId, cycleId: row.cycle_id, decision: row.decision, nth: row.nth ?? 0 };
}

export interface ReleaseInput {
  readonly cityId: number;
  readonly proposalId: number;
  readonly actorId: number | null;
  readonly now: Date;
  /** The number of the decision that the person had before her eyes; left out where nobody looked. */
  readonly seen?: number | undefined;
}

export type ReleaseProblem = 'no-such-proposal' | 'already-decided' | 'decided-meanwhile';

/** Adds the next decision. Of two people who decide at once the second is told, and nothing of hers is written. */
export async function decideRelease(
  tx: Tx,
  input: ReleaseInput,
  decision: 'released' | 'held',
  reason: string | null,
): Promise<Result<ReleaseState, ReleaseProblem>> {
  const state = await releaseState(tx, input.cityId, input.proposalId);
  if (!state) return refuse('no-such-proposal');
  if (input.seen !== undefined && input.seen !== state.nth) return refuse('decided-meanwhile');
  if (state.decision === decision) return refuse('already-decided');
  const written = await tx
    .insertInto('proposal_release')
    .values({
      city_id: input.cityId,
      proposal_id: input.proposalId,
      nth: state.nth + 1,
      decision,
      reason,
      done_by: input.actorId,
      at: input.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('nth')
    .executeTakeFirst();
  return written ? ok({ ...state, decision, nth: written.nth }) : refuse('decided-meanwhile');
}
