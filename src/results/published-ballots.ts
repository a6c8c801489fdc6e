import type { Tx } from '../platform/db/database.ts';

export interface PublishedBallots {
  readonly ballots: number;
  readonly sha256: string;
  readonly seed: string;
  readonly publishedAt: Date;
}

/** What a city said about the published ballots of a count; undefined where it did not publish them. */
export async function publishedBallots(
  tx: Tx,
  cityId: number,
  runId: number,
): Promise<PublishedBallots | undefined> {
  const row = await tx
    .selectFrom('ballot_publication')
    .select(['ballots', 'sha256', 'seed', 'published_at'])
    .where('city_id', '=', cityId)
    .where('count_run_id', '=', runId)
    .executeTakeFirst();
  return row && { ballots: row.ballots, sha256: row.sha256, seed: row.seed, publishedAt: row.published_at };
}

/** The file itself, and the transcript that names its ballots by their places. */
export async function ballotsFileOf(
  tx: Tx,
  cityId: number,
  runId: number,
): Promise<{ readonly file: string; readonly transcript: string | null } | undefined> {
  return tx
    .selectFrom('ballot_publication')
    .select(['file', 'transcript'])
    .where('city_id', '=', cityId)
    .where('count_run_id', '=', runId)
    .executeTakeFirst();
}
