import type { Tx } from '../../platform/db/database.ts';

export interface ImportRun {
  readonly id: number;
  readonly source: string;
  readonly at: Date;
  readonly rows: number;
  readonly taken: number;
  readonly unchanged: number;
  readonly refused: number;
}

/** What was imported into a cycle, the newest first. */
export function importRuns(tx: Tx, cityId: number, cycleId: number): Promise<ImportRun[]> {
  return tx
    .selectFrom('import_run')
    .select(['id', 'source', 'at', 'rows', 'taken', 'unchanged', 'refused'])
    .where('city_id', '=', cityId)
    .where('cycle_id', '=', cycleId)
    .orderBy('id', 'desc')
    .limit(50)
    .execute();
}

export interface KeptProblem {
  readonly line: number;
  readonly field: string;
  readonly problem: string;
  readonly value: string;
  readonly refused: boolean;
}

export async function importRun(tx: Tx, cityId: number, id: number): Promise<ImportRun | undefined> {
  return tx
    .selectFrom('import_run')
    .select(['id', 'source', 'at', 'rows', 'taken', 'unchanged', 'refused'])
    .where('city_id', '=', cityId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Rows of one page of problems. */
export const problemsPerPage = 100;

/** One page of what a run had to say, refused rows first: they are what somebody has to do something about. */
export async function keptProblems(
  tx: Tx,
  cityId: number,
  runId: number,
  page: number,
): Promise<{ readonly problems: KeptProblem[]; readonly total: number }> {
  const ofRun = tx.selectFrom('import_problem').where('city_id', '=', cityId).where('run_id', '=', runId);
  const problems = await ofRun
    .select(['line', 'field', 'problem', 'value', 'refused'])
    .orderBy('refused', 'desc')
    .orderBy('line')
    .orderBy('position')
    .limit(problemsPerPage)
    .offset((page - 1) * problemsPerPage)
    .execute();
  const { total } = await ofRun
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return { problems, total };
}
