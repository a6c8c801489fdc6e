import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import type {} from './events.ts';
import { isOpened } from './voting-queries.ts';

export interface WithdrawCandidate {
  readonly cityId: number;
  readonly actorId: number;
  readonly now: Date;
  readonly candidateId: number;
  /** Read by the public. */
  readonly reason: string;
}

/**
 * Takes a candidate off the ballot for good. It keeps its number and stays in sight with the reason; marks for it that are
 * in the box already are dropped at the count, and the rest of those ballots counts.
 */
export async function withdrawCandidate(
  tx: Tx,
  { cityId, actorId, now, candidateId, reason }: WithdrawCandidate,
): Promise<Result<undefined, 'no-candidate' | 'already-withdrawn' | 'opened'>> {
  const candidate = await tx
    .selectFrom('candidate as a')
    .innerJoin('contest as c', (join) =>
      join.onRef('c.city_id', '=', 'a.city_id').onRef('c.id', '=', 'a.contest_id'),
    )
    .select(['c.id as contestId', 'c.cycle_id'])
    .where('a.city_id', '=', cityId)
    .where('a.id', '=', candidateId)
    .executeTakeFirst();
  if (!candidate) return refuse('no-candidate');
  if (await isOpened(tx, cityId, candidate.cycle_id)) return refuse('opened');
  const written = await tx
    .insertInto('candidate_withdrawal')
    .values({ city_id: cityId, candidate_id: candidateId, reason, done_by: actorId, at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('candidate_id')
    .executeTakeFirst();
  if (!written) return refuse('already-withdrawn');
  const { contestId } = candidate;
  await record(tx, cityId, {
    name: 'candidate.withdrawn',
    subject: `candidate:${candidateId}`,
    actorId,
    at: now,
    data: { candidateId, contestId, reason },
  });
  return ok();
}
