import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import type {} from './events.ts';

interface Withdrawal {
  readonly cityId: number;
  readonly invitationId: number;
  readonly actorId: number;
  readonly now: Date;
}

/** Takes an invitation back that nobody has accepted; its link then says so. */
export async function withdrawInvitation(
  tx: Tx,
  { cityId, invitationId, actorId, now }: Withdrawal,
): Promise<Result<undefined, 'invitation-closed'>> {
  const withdrawn = await tx
    .updateTable('invitation')
    .set({ withdrawn_at: now, withdrawn_by: actorId })
    .where('city_id', '=', cityId)
    .where('id', '=', invitationId)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!withdrawn) return refuse('invitation-closed');
  const subject = `invitation:${invitationId}`;
  await record(tx, cityId, { name: 'staff.invitation-withdrawn', subject, actorId, at: now, data: {} });
  return ok();
}
