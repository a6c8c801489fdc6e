import type { AfterStep, CountResult } from '@cabildo/tally';
import type { Tx } from '../platform/db/database.ts';
import { type Candidate, type Contest, candidatesOf, contestsOf } from '../voting/voting-queries.ts';
import { type Settlement, settledContest } from './settle-contests.ts';

export interface PublishedContest {
  readonly contest: Contest;
  /** The run that was published. */
  readonly runId: number;
  readonly candidates: readonly Candidate[];
  /** The count of this contest alone. */
  readonly outcome: CountResult;
  /** Ids of the candidates that win after what happened between contests, in order of selection. */
  readonly winners: readonly string[];
  /** Minor units that they cost together. */
  readonly cost: number;
  /** What happened to this contest between contests; empty under most rules. */
  readonly after: readonly AfterStep[];
  readonly seed: string;
  readonly codeVersion: string;
}

export interface PublishedResults {
  readonly publishedAt: Date;
  /** Set where this publication corrects an earlier one. */
  readonly reason: string | null;
  readonly contests: readonly PublishedContest[];
}

/** The results of a cycle that the public may see: the last publication, whole; undefined before there is one. */
export async function publishedResults(
  tx: Tx,
  cityId: number,
  cycleId: number,
): Promise<PublishedResults | undefined> {
  const publication = await tx
    .selectFrom('publication')
    .selectAll()
    .where('city_id', '=', cityId)
    .where('cycle_id', '=', cycleId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!publication) return undefined;
  const rows = await tx
    .selectFrom('published_count')
    .innerJoin('count_run', (join) =>
      join
        .onRef('count_run.city_id', '=', 'published_count.city_id')
        .onRef('count_run.id', '=', 'published_count.count_run_id'),
    )
    .select(['published_count.contest_id', 'count_run.id', 'count_run.outcome'])
    .select(['count_run.seed', 'count_run.code_version'])
    .where('published_count.city_id', '=', cityId)
    .where('published_count.publication_id', '=', publication.id)
    .execute();
  const settlement = await settlementOf(tx, cityId, publication.settlement_id);
  const contests: PublishedContest[] = [];
  for (const contest of await contestsOf(tx, cityId, cycleId)) {
    const row = rows.find((one) => one.contest_id === contest.id);
    if (!row) continue;
    const outcome = JSON.parse(row.outcome) as CountResult;
    const settled = settledContest(settlement, {
      track: contest.track,
      contest: outcome.contest,
      winners: outcome.winners,
    });
    const candidates = await candidatesOf(tx, cityId, contest.id);
    const won = candidates.filter(({ number }) => settled.winners.includes(String(number)));
    contests.push({
      contest,
      runId: row.id,
      candidates,
      outcome,
      winners: settled.winners,
      cost: won.reduce((sum, { cost }) => sum + cost, 0),
      after: settled.steps,
      seed: row.seed,
      codeVersion: row.code_version,
    });
  }
  return { publishedAt: publication.published_at, reason: publication.reason, contests };
}

/** Whether the results of a cycle are public. */
export async function isPublished(tx: Tx, cityId: number, cycleId: number): Promise<boolean> {
  const row = await tx
    .selectFrom('publication')
    .select('id')
    .where('city_id', '=', cityId)
    .where('cycle_id', '=', cycleId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

async function settlementOf(tx: Tx, cityId: number, id: number | null): Promise<Settlement | undefined> {
  if (id === null) return undefined;
  const row = await tx
    .selectFrom('settlement')
    .select('outcome')
    .where('city_id', '=', cityId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return JSON.parse(row.outcome) as Settlement;
}

/** The cycles whose results are public, newest first, each with the day of its last publication. */
export async function publishedCycles(
  tx: Tx,
  cityId: number,
): Promise<{ readonly cycleId: number; readonly publishedAt: Date }[]> {
  const rows = await tx
    .selectFrom('publication')
    .select('cycle_id')
    .select((select) => select.fn.max('published_at').as('published_at'))
    .where('city_id', '=', cityId)
    .groupBy('cycle_id')
    .orderBy('published_at', 'desc')
    .execute();
  return rows.map((row) => ({ cycleId: row.cycle_id, publishedAt: row.published_at }));
}

export interface PublishedWinner {
  readonly candidateId: number;
  readonly contestId: number;
  readonly districtId: number;
  readonly title: string;
  /** Minor units. */
  readonly cost: number;
  readonly votes: number;
}

/** Every winner of a published cycle, in order of selection within its contest. */
export async function winnersOf(tx: Tx, cityId: number, cycleId: number): Promise<PublishedWinner[]> {
  const results = await publishedResults(tx, cityId, cycleId);
  return (results?.contests ?? []).flatMap(({ contest, candidates, outcome, winners }) =>
    winners.flatMap((id) => {
      const candidate = candidates.find((one) => String(one.number) === id);
      if (!candidate) return [];
      const votes = outcome.candidates.find((one) => one.candidate === id)?.votes ?? 0;
      return [
        {
          candidateId: candidate.id,
          contestId: contest.id,
          districtId: contest.districtId,
          title: candidate.title,
          cost: candidate.cost,
          votes,
        },
      ];
    }),
  );
}
