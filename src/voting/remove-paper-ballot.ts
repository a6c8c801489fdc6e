import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import type {} from './events.ts';
import { isOpened } from './voting-queries.ts';

export interface RemovePaperBallot {
  readonly cityId: number;
  readonly actorId: number;
  readonly now: Date;
  readonly boothId: number;
  readonly paperId: number;
  readonly reason: string;
}

/** Takes back an entry that was typed wrongly. The row stays, with who took it back and why; it no longer counts. */
export async function removePaperBallot(
  tx: Tx,
  { cityId, actorId, now, boothId, paperId, reason }: RemovePaperBallot,
): Promise<Result<undefined, 'no-paper' | 'opened'>> {
  const booth = await tx
    .selectFrom('booth')
    .select('cycle_id')
    .where('city_id', '=', cityId)
    .where('id', '=', boothId)
    .executeTakeFirst();
  if (!booth) return refuse('no-paper');
  if (await isOpened(tx, cityId, booth.cycle_id)) return refuse('opened');
  const removed = await tx
    .updateTable('paper_ballot')
    .set({ removed_by: actorId, removed_at: now, removed_reason: reason })
    .where('city_id', '=', cityId)
    .where('id', '=', paperId)
    .where('booth_id', '=', boothId)
    .where('removed_by', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!removed) return refuse('no-paper');
  await record(tx, cityId, {
    name: 'paper.removed',
    subject: `booth:${boothId}`,
    actorId,
    at: now,
    data: { paperId, reason },
  });
  return ok();
}
