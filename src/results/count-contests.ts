import './events.ts';
import { type CountResult, canonicalJson, count } from '@cabildo/tally';
import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { minorDigits } from '../platform/money.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import { ballotsToCount, candidatesOf, contestsOf, isOpened, rollSizeOf } from '../voting/voting-queries.ts';
import { codeVersion } from './code-version.ts';
import { type CountInput, countInput, frozenRule } from './election.ts';
import { type ContestToSettle, settle, settlementInput } from './settle-contests.ts';

export interface CountRequest {
  readonly cityId: number;
  readonly cycleId: number;
  readonly currency: string;
  readonly actorId: number;
  readonly now: Date;
}

/**
 * Counts every contest of a cycle and then settles between them, and keeps each run whole: what went in, what came out,
 * by which program.
 * Counting again adds runs beside the old ones; nothing is published by it.
 */
export async function countContests(
  tx: Tx,
  { cityId, cycleId, currency, actorId, now }: CountRequest,
): Promise<Result<{ contestId: number; inputHash: string }[], 'not-opened' | 'no-seed'>> {
  if (!(await isOpened(tx, cityId, cycleId))) return refuse('not-opened');
  const lots = await tx
    .selectFrom('tie_seed')
    .select('seed')
    .where('city_id', '=', cityId)
    .where('cycle_id', '=', cycleId)
    .executeTakeFirst();
  if (!lots) return refuse('no-seed');
  const runs: { id: number; contestId: number; inputHash: string }[] = [];
  const counted: ContestToSettle[] = [];
  for (const contest of await contestsOf(tx, cityId, cycleId)) {
    const candidates = await candidatesOf(tx, cityId, contest.id);
    const ballots = await ballotsToCount(tx, cityId, contest.id);
    const money = { currency, minorPerUnit: 10 ** minorDigits(currency), seed: lots.seed };
    const input = countInput(contest, candidates, ballots, money);
    const { inputHash, outcome } = runCount(input);
    const { id } = await tx
      .insertInto('count_run')
      .values({
        city_id: cityId,
        contest_id: contest.id,
        seed: lots.seed,
        input_hash: inputHash,
        input: canonicalJson(input),
        outcome,
        code_version: codeVersion(),
        run_by: actorId,
        run_at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    runs.push({ id, contestId: contest.id, inputHash });
    counted.push({
      track: contest.track,
      rule: frozenRule(contest).after,
      counted: {
        contest: input.election.contest,
        result: JSON.parse(outcome) as CountResult,
        roll: await rollSizeOf(tx, cityId, contest),
      },
    });
  }
  const toSettle = settlementInput(counted, lots.seed);
  if (toSettle) {
    await tx
      .insertInto('settlement')
      .values({
        city_id: cityId,
        cycle_id: cycleId,
        run_ids: runs.map(({ id }) => id),
        input: canonicalJson(toSettle),
        outcome: settle(toSettle).outcome,
        run_by: actorId,
        run_at: now,
      })
      .execute();
  }
  const told = runs.map(({ contestId, inputHash }) => ({ contestId, inputHash }));
  await record(tx, cityId, {
    name: 'contests.counted',
    subject: `cycle:${cycleId}`,
    actorId,
    at: now,
    data: { cycleId, runs: told },
  });
  return ok(told);
}

/** The pure step: the same input gives the same text, byte for byte. */
export function runCount({ election, rule }: CountInput): { inputHash: string; outcome: string } {
  const result = count(election, rule);
  return { inputHash: result.inputHash, outcome: canonicalJson(result) };
}

/** Counts a stored run again and says whether every byte agrees. */
export function repeats(run: { readonly input: string; readonly outcome: string }): boolean {
  return runCount(JSON.parse(run.input) as CountInput).outcome === run.outcome;
}
