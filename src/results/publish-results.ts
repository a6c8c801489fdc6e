import type { CountResult } from '@cabildo/tally';
import { quietNow } from '../city/blackout-queries.ts';
import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import { recordOutcomes } from '../proposals/record-outcome.ts';
import { candidatesOf, contestsOf } from '../voting/voting-queries.ts';
import { awaitExplanations } from './await-explanations.ts';
import type { Winner } from './events.ts';
import { type Settlement, settledContest } from './settle-contests.ts';

export interface PublishRequest {
  readonly cityId: number;
  readonly cycleId: number;
  /** The runs that the person saw; a newer one makes the request stale. */
  readonly runIds: readonly number[];
  /** Required where results were published before: a correction says why. */
  readonly reason?: string;
  readonly actorId: number;
  readonly now: Date;
}

export type PublishRefusal = 'not-counted' | 'stale' | 'reason-missing';

/**
 * Makes the last run of every contest public at once. The proposals learn what became of them and the winners become
 * projects in the same transaction: no winner can get lost between two steps.
 */
export async function publishResults(
  tx: Tx,
  request: PublishRequest,
): Promise<Result<number, PublishRefusal | 'blackout'>> {
  const { cityId, cycleId, actorId, now } = request;
  // The wall that no other path goes round: during a blackout `orderPublication` holds the order.
  if ((await quietNow(tx, cityId, now))?.publications) return refuse('blackout');
  const ready = await runsToPublish(tx, request);
  if (!ready.ok) return ready;
  const { contests, runs } = ready.value;
  const settled = await lastSettlement(tx, cityId, cycleId, request.runIds);
  const publicationId = await insertPublication(tx, request, settled?.id ?? null);
  if (publicationId === undefined) return refuse('reason-missing');
  const winners: Winner[] = [];
  const findings: { proposalId: number; stage: 'won' | 'not_won' }[] = [];
  for (const contest of contests) {
    const run = runs.find((one) => one.contest_id === contest.id);
    if (!run) throw new Error(`contest ${contest.id} lost its run`);
    await tx
      .insertInto('published_count')
      .values({
        city_id: cityId,
        publication_id: publicationId,
        contest_id: contest.id,
        count_run_id: run.id,
      })
      .execute();
    await awaitExplanations(tx, { cityId, runId: run.id });
    const outcome = JSON.parse(run.outcome) as CountResult;
    const { winners: won } = settledContest(settled?.settlement, {
      track: contest.track,
      contest: outcome.contest,
      winners: outcome.winners,
    });
    for (const candidate of await candidatesOf(tx, cityId, contest.id)) {
      const hasWon = won.includes(String(candidate.number));
      const proposalIds = candidate.proposals.map((proposal) => proposal.proposalId);
      for (const proposalId of proposalIds) findings.push({ proposalId, stage: hasWon ? 'won' : 'not_won' });
      if (!hasWon) continue;
      winners.push({
        candidateId: candidate.id,
        contestId: contest.id,
        title: candidate.title,
        cost: candidate.cost,
        departmentId: candidate.departmentId,
        districtId: contest.districtId,
        proposalIds,
      });
    }
  }
  await recordOutcomes(tx, { cityId, cycleId, findings, actorId, now });
  await record(tx, cityId, {
    name: 'results.published',
    subject: `cycle:${cycleId}`,
    actorId,
    at: now,
    data: { cycleId, publicationId, winners },
  });
  return ok(publicationId);
}

/** The contests with their last runs, if those are the ones that the person saw. */
export async function runsToPublish(tx: Tx, { cityId, cycleId, runIds }: PublishRequest) {
  const contests = await contestsOf(tx, cityId, cycleId);
  const runs = await lastRuns(
    tx,
    cityId,
    contests.map((contest) => contest.id),
  );
  if (contests.length === 0 || runs.length < contests.length) return refuse('not-counted');
  const seen = new Set(runIds);
  if (runs.length !== seen.size || runs.some((run) => !seen.has(run.id))) return refuse('stale');
  return ok({ contests, runs });
}

/** Undefined where a first publication, without a reason, meets another one. */
async function insertPublication(
  tx: Tx,
  { cityId, cycleId, actorId, now, reason }: PublishRequest,
  settlementId: number | null,
): Promise<number | undefined> {
  const before = await tx
    .selectFrom('publication')
    .select('id')
    .where('city_id', '=', cityId)
    .where('cycle_id', '=', cycleId)
    .executeTakeFirst();
  if (before && !reason) return undefined;
  const made = await tx
    .insertInto('publication')
    .values({
      city_id: cityId,
      cycle_id: cycleId,
      published_by: actorId,
      published_at: now,
      settlement_id: settlementId,
      // A first result corrects nothing, whatever was typed.
      reason: before ? (reason ?? null) : null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return made?.id;
}

/** The last run of each contest, without its input. */
export async function lastRuns(tx: Tx, cityId: number, contestIds: readonly number[]) {
  if (contestIds.length === 0) return [];
  return tx
    .selectFrom('count_run')
    .distinctOn('contest_id')
    .select(['id', 'contest_id', 'input_hash', 'outcome', 'code_version', 'run_at', 'run_by'])
    .where('city_id', '=', cityId)
    .where('contest_id', 'in', [...contestIds])
    .orderBy('contest_id')
    .orderBy('id', 'desc')
    .execute();
}

/** What was settled with exactly these runs; undefined where the cycle has no rules between contests. */
async function lastSettlement(
  tx: Tx,
  cityId: number,
  cycleId: number,
  runIds: readonly number[],
): Promise<{ id: number; settlement: Settlement } | undefined> {
  const rows = await tx
    .selectFrom('settlement')
    .select(['id', 'run_ids', 'outcome'])
    .where('city_id', '=', cityId)
    .where('cycle_id', '=', cycleId)
    .orderBy('id', 'desc')
    .execute();
  const wanted = new Set(runIds);
  const row = rows.find(
    ({ run_ids: ids }) => ids.length === wanted.size && ids.every((id) => wanted.has(Number(id))),
  );
  return row && { id: row.id, settlement: JSON.parse(row.outcome) as Settlement };
}
