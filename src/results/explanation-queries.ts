import type { Tx } from '../platform/db/database.ts';
import type { KeptExplanation } from './explanation.ts';

/** Explanations of a published count by candidate; those that the worker has not come to are missing. */
export async function explanationsOf(
  tx: Tx,
  cityId: number,
  runId: number,
): Promise<ReadonlyMap<string, KeptExplanation>> {
  const rows = await tx
    .selectFrom('count_explanation')
    .select(['candidate', 'explanation'])
    .where('city_id', '=', cityId)
    .where('count_run_id', '=', runId)
    .where('explanation', 'is not', null)
    .execute();
  return new Map(
    rows.map(({ candidate, explanation }) => [candidate, JSON.parse(explanation ?? '') as KeptExplanation]),
  );
}

export async function explanationOf(
  tx: Tx,
  cityId: number,
  runId: number,
  candidate: string,
): Promise<KeptExplanation | undefined> {
  const row = await tx
    .selectFrom('count_explanation')
    .select('explanation')
    .where('city_id', '=', cityId)
    .where('count_run_id', '=', runId)
    .where('candidate', '=', candidate)
    .executeTakeFirst();
  return row?.explanation ? (JSON.parse(row.explanation) as KeptExplanation) : undefined;
}

/** The public transcript as it was written at the publication; only counts by Equal Shares have one. */
export async function transcriptOf(tx: Tx, cityId: number, runId: number): Promise<string | undefined> {
  const row = await tx
    .selectFrom('count_transcript')
    .select('transcript')
    .where('city_id', '=', cityId)
    .where('count_run_id', '=', runId)
    .executeTakeFirst();
  return row?.transcript;
}
