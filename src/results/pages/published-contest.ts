import { z } from 'zod';
import { type Cycle, cycleById, districtsOf } from '../../cycle/cycle-queries.ts';
import type { Tx } from '../../platform/db/database.ts';
import { contestById } from '../../voting/voting-queries.ts';
import { type PublishedContest, publishedResults } from '../results-queries.ts';

export const contestParams = z.object({ contest: z.coerce.number().int().positive() });
export type ContestParams = z.infer<typeof contestParams>;

export interface ShownContest extends PublishedContest {
  readonly cycle: Cycle;
  readonly district: string;
}

/** One contest as the public may see it; undefined before its results are published. */
export async function publishedContest(
  tx: Tx,
  cityId: number,
  contestId: number,
): Promise<ShownContest | undefined> {
  const contest = await contestById(tx, cityId, contestId);
  const cycle = contest && (await cycleById(tx, cityId, contest.cycleId));
  if (!contest || !cycle) return undefined;
  const results = await publishedResults(tx, cityId, cycle.id);
  const one = results?.contests.find((each) => each.contest.id === contest.id);
  if (!one) return undefined;
  const district = (await districtsOf(tx, cycle)).find((each) => each.id === contest.districtId);
  return { ...one, cycle, district: district?.name ?? '' };
}

/** A candidate's title by the name that the count knows it by. */
export function titlesOf({ candidates }: Pick<PublishedContest, 'candidates'>): (id: string) => string {
  return (id) => candidates.find((one) => String(one.number) === id)?.title ?? id;
}
