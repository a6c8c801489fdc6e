import { setImmediate } from 'node:timers/promises';
import {
  type CountResult,
  explainOutcome,
  type Profile,
  type Rule,
  searchWouldHaveWon,
  tabulate,
  type WouldHaveWon,
} from '@cabildo/tally';
import type { Tx } from '../platform/db/database.ts';
import type { CountInput } from './election.ts';
import type { KeptExplanation } from './explanation.ts';

interface Spare {
  readonly cityId: number;
  /** Milliseconds after which no further candidate is begun; the next tick goes on. */
  readonly spare?: number;
  /** Milliseconds that the search for what would have made one candidate win may take. */
  readonly most?: number;
}

/**
 * Explains candidates of published counts that wait for it, from the stored input. Every count is short, but a search takes
 * some sixty: it rests after each, so that the worker's other work goes on, and gives up after `most`.
 * @returns how many were explained
 */
export async function explainCounts(tx: Tx, { cityId, spare = 1500, most = 8000 }: Spare): Promise<number> {
  const begun = performance.now();
  const waiting = await tx
    .selectFrom('count_explanation')
    .select(['count_run_id', 'candidate'])
    .where('city_id', '=', cityId)
    .where('explanation', 'is', null)
    .orderBy('count_run_id')
    .limit(500)
    .execute();
  const runId = waiting[0]?.count_run_id;
  if (runId === undefined) return 0;
  const run = await tx
    .selectFrom('count_run')
    .select(['input', 'outcome'])
    .where('city_id', '=', cityId)
    .where('id', '=', runId)
    .executeTakeFirstOrThrow();
  const { election, rule } = JSON.parse(run.input) as CountInput;
  const result = JSON.parse(run.outcome) as CountResult;
  const profile = tabulate(election);
  let done = 0;
  for (const { candidate } of waiting.filter((one) => one.count_run_id === runId)) {
    if (done > 0 && performance.now() - begun > spare) break;
    const explanation = await explained(profile, rule, result, candidate, most);
    await tx
      .updateTable('count_explanation')
      .set({ explanation: JSON.stringify(explanation) })
      .where('city_id', '=', cityId)
      .where('count_run_id', '=', runId)
      .where('candidate', '=', candidate)
      .execute();
    done += 1;
  }
  return done;
}

async function explained(
  profile: Profile,
  rule: Rule,
  result: CountResult,
  candidate: string,
  most: number,
): Promise<KeptExplanation> {
  const outcome = explainOutcome(profile, rule, result, candidate);
  if (!outcome) throw new Error(`the count does not know the candidate ${candidate}`);
  const hopeless = outcome.reasons[0]?.code === 'withdrawn';
  if (outcome.place !== null || hopeless) return { ...outcome, wouldHaveWon: null, search: 'none' };
  const position = profile.contest.candidates.findIndex(({ id }) => id === candidate);
  const wouldHaveWon = await searched(profile, rule, position, most);
  return { ...outcome, wouldHaveWon: wouldHaveWon ?? null, search: wouldHaveWon ? 'done' : 'stopped' };
}

async function searched(
  profile: Profile,
  rule: Rule,
  position: number,
  most: number,
): Promise<WouldHaveWon | undefined> {
  const search = searchWouldHaveWon(profile, rule, position);
  for (const end = performance.now() + most; ; ) {
    const step = search.next();
    if (step.done) return step.value;
    if (performance.now() > end) return undefined;
    await setImmediate();
  }
}
