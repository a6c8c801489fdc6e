import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import type {} from './events.ts';
import { publishProposals } from './publish-proposal.ts';

export interface PhotoRemoval {
  readonly cityId: number;
  readonly photoId: number;
  readonly actorId: number;
  readonly now: Date;
  readonly reason: string;
}

/** Takes a photo out of sight, for the public at once; staff still see that there was one, and why it went. */
export async function removePhoto(
  tx: Tx,
  { cityId, photoId, actorId, now, reason }: PhotoRemoval,
): Promise<Result<{ proposalId: number }, 'no-such-photo'>> {
  const removed = await tx
    .updateTable('proposal_photo')
    .set({ removed_by: actorId, removed_at: now, removed_reason: reason })
    .where('city_id', '=', cityId)
    .where('id', '=', photoId)
    .where('removed_at', 'is', null)
    .returning('proposal_id')
    .executeTakeFirst();
  if (!removed) return refuse('no-such-photo');
  const proposalId = removed.proposal_id;
  const { cycle_id: cycleId } = await tx
    .selectFrom('proposal')
    .select('cycle_id')
    .where('city_id', '=', cityId)
    .where('id', '=', proposalId)
    .executeTakeFirstOrThrow();
  await publishProposals(tx, { cityId, cycleId, proposalIds: [proposalId], now });
  await record(tx, cityId, {
    name: 'proposal.photo-removed',
    subject: `proposal:${proposalId}`,
    actorId,
    at: now,
    data: { proposalId, cycleId, photoId, reason },
  });
  return ok({ proposalId });
}
