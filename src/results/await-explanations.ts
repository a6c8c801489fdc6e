import { tabulate, transcribe } from '@cabildo/tally';
import type { Tx } from '../platform/db/database.ts';
import type { CountInput } from './election.ts';

/** With a publication: a place for each candidate's explanation, which the worker fills, and the public transcript. */
export async function awaitExplanations(
  tx: Tx,
  { cityId, runId }: { cityId: number; runId: number },
): Promise<void> {
  const run = await tx
    .selectFrom('count_run')
    .select('input')
    .where('city_id', '=', cityId)
    .where('id', '=', runId)
    .executeTakeFirstOrThrow();
  const { election, rule } = JSON.parse(run.input) as CountInput;
  const rows = election.contest.candidates.map(({ id }) => ({
    city_id: cityId,
    count_run_id: runId,
    candidate: id,
  }));
  // The same count may be published again, with the same explanations.
  if (rows.length > 0)
    await tx
      .insertInto('count_explanation')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  if (rule.name !== 'equal-shares') return;
  const transcript = JSON.stringify(transcribe(tabulate(election), rule, 'public'));
  await tx
    .insertInto('count_transcript')
    .values({ city_id: cityId, count_run_id: runId, transcript })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
