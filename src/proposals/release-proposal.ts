import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result } from '../platform/result.ts';
import { decideRelease, type ReleaseInput, type ReleaseProblem } from './decide-release.ts';
import type {} from './events.ts';
import { publishProposals } from './publish-proposal.ts';

/** Lets the public see a proposal, as it stands after redactions. */
export async function releaseProposal(
  tx: Tx,
  input: ReleaseInput & { readonly reason?: string },
): Promise<Result<undefined, ReleaseProblem>> {
  const { cityId, proposalId, actorId, now } = input;
  const decided = await decideRelease(tx, input, 'released', input.reason ?? null);
  if (!decided.ok) return decided;
  const { cycleId } = decided.value;
  await publishProposals(tx, { cityId, cycleId, proposalIds: [proposalId], now });
  await record(tx, cityId, {
    name: 'proposal.released',
    subject: `proposal:${proposalId}`,
    actorId,
    at: now,
    data: { proposalId, cycleId },
  });
  return ok();
}
