import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result } from '../platform/result.ts';
import { decideRelease, type ReleaseInput, type ReleaseProblem } from './decide-release.ts';
import type {} from './events.ts';
import { publishProposals } from './publish-proposal.ts';

/** Keeps a proposal from the public, or takes it back out of sight; its author is told the reason. */
export async function holdProposal(
  tx: Tx,
  input: ReleaseInput & { readonly reason: string },
): Promise<Result<undefined, ReleaseProblem>> {
  const { cityId, proposalId, actorId, now, reason } = input;
  const decided = await decideRelease(tx, input, 'held', reason);
  if (!decided.ok) return decided;
  const { cycleId } = decided.value;
  await publishProposals(tx, { cityId, cycleId, proposalIds: [proposalId], now });
  await record(tx, cityId, {
    name: 'proposal.held',
    subject: `proposal:${proposalId}`,
    actorId,
    at: now,
    data: { proposalId, cycleId, reason },
  });
  return ok();
}
