import { quietNow } from '../city/blackout-queries.ts';
import './events.ts';
import { sha256 } from '@cabildo/tally';
import { cycleById } from '../cycle/cycle-queries.ts';
import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import { contestById } from '../voting/voting-queries.ts';
import { aloneAmong, ballotsFile, ballotsIn } from './ballots-file.ts';
import type { CountInput } from './election.ts';
import { publishedResults } from './results-queries.ts';

/** Below so many ballots one of them could betray its voter; a blueprint may ask for more. */
const fewestBallots = 50;

export interface BallotsRequest {
  readonly cityId: number;
  readonly city: { readonly name: string; readonly locales: readonly string[] };
  readonly contestId: number;
  readonly actorId: number;
  readonly now: Date;
}

export interface BallotsPlan {
  readonly runId: number;
  readonly title: string;
  readonly ballots: number;
  /** Ballots that nobody else filled in the same way. */
  readonly alone: number;
  /** Fewest with which they may be published. */
  readonly fewest: number;
  readonly published: boolean;
}

/** What a city decides upon when it publishes the ballots of a contest; undefined before its results are public. */
export async function ballotsPlan(
  tx: Tx,
  cityId: number,
  contestId: number,
): Promise<BallotsPlan | undefined> {
  const found = await publishedInput(tx, cityId, contestId);
  if (!found) return undefined;
  const { input, one, cycle } = found;
  const before = await tx
    .selectFrom('ballot_publication')
    .select('sha256')
    .where('city_id', '=', cityId)
    .where('count_run_id', '=', one.runId)
    .executeTakeFirst();
  return {
    runId: one.runId,
    title: one.contest.title,
    ballots: ballotsIn(input.election),
    alone: aloneAmong(input.election),
    fewest: cycle.blueprint.counting?.fewestBallotsToPublish ?? fewestBallots,
    published: before !== undefined,
  };
}

/**
 * Publishes the opened ballots of a contest as a file, once for each published count. It cannot be taken back, so it is an
 * act of its own, beside the publication of the results, and never follows from it.
 */
export async function publishBallots(
  tx: Tx,
  { cityId, city, contestId, actorId, now }: BallotsRequest,
): Promise<Result<{ sha256: string }, 'not-published' | 'too-few' | 'already-published' | 'blackout'>> {
  if ((await quietNow(tx, cityId, now))?.publications) return refuse('blackout');
  const plan = await ballotsPlan(tx, cityId, contestId);
  const found = await publishedInput(tx, cityId, contestId);
  if (!plan || !found) return refuse('not-published');
  if (plan.ballots < plan.fewest) return refuse('too-few', { ballots: plan.ballots, fewest: plan.fewest });
  const { input, one, cycle } = found;
  const seed = `${one.seed}/ballots/${contestId}`;
  const file = ballotsFile(input, {
    description: `${city.name}, ${cycle.name}, ${one.contest.title}`,
    country: new Intl.Locale(city.locales[0] ?? 'es').region ?? '',
    city: city.name,
    cycle: cycle.name,
    winners: one.winners,
    seed,
  });
  const digest = sha256(file.text);
  const made = await tx
    .insertInto('ballot_publication')
    .values({
      city_id: cityId,
      count_run_id: one.runId,
      seed,
      ballots: file.ballots,
      file: file.text,
      sha256: digest,
      transcript: file.transcript ?? null,
      published_by: actorId,
      published_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('sha256')
    .executeTakeFirst();
  if (!made) return refuse('already-published');
  await record(tx, cityId, {
    name: 'ballots.published',
    subject: `contest:${contestId}`,
    actorId,
    at: now,
    data: { contestId, runId: one.runId, ballots: file.ballots, sha256: digest },
  });
  return ok({ sha256: digest });
}

async function publishedInput(tx: Tx, cityId: number, contestId: number) {
  const contest = await contestById(tx, cityId, contestId);
  const cycle = contest && (await cycleById(tx, cityId, contest.cycleId));
  if (!cycle) return undefined;
  const results = await publishedResults(tx, cityId, cycle.id);
  const one = results?.contests.find((each) => each.contest.id === contestId);
  if (!one) return undefined;
  const run = await tx
    .selectFrom('count_run')
    .select('input')
    .where('city_id', '=', cityId)
    .where('id', '=', one.runId)
    .executeTakeFirstOrThrow();
  return { one, cycle, input: JSON.parse(run.input) as CountInput };
}
