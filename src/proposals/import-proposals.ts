import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { type Cycle, categoriesOf, cycleById, tracksOf } from '../cycle/cycle-queries.ts';
import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import type {} from './events.ts';
import { type Mapping, missingFields } from './import/mapping.ts';
import { type ImportContext, type ImportPlan, planImport } from './import/plan-import.ts';
import type { Table } from './import/read-table.ts';
import { writeImport } from './import/write-import.ts';
import { territoryOf } from './place.ts';

export type { Columns, ImportField, Mapping } from './import/mapping.ts';

export type { Table, TableProblem } from './import/read-table.ts';
export type { ImportProblem, ImportProblemKind } from './import/row-reader.ts';

export interface Import {
  readonly cityId: number;
  readonly cycleId: number;
  /** Names the system or file that the rows come from; a row is known again by source and code. */
  readonly source: string;
  /** The file's bytes: the same bytes under another name are still the same file. */
  readonly bytes: Buffer;
  readonly table: Table;
  readonly mapping: Mapping;
  /** Null for the command line. */
  readonly actorId: number | null;
  readonly now: Date;
  /** Makes what is taken public at once; else it waits on the release desk. */
  readonly release: boolean;
  readonly dryRun: boolean;
}

/** rows = taken + unchanged + refused, always. */
export interface ImportReport {
  /** Null for a dry run. */
  readonly runId: number | null;
  readonly source: string;
  readonly rows: number;
  readonly taken: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly problems: ImportPlan['problems'];
}

/**
 * Takes the proposals of another system's file, in one transaction: every row is taken, known already, or refused with
 * line, column and reason. The same file again changes nothing. Two imports into one cycle run one after the other.
 */
export async function importProposals(
  tx: Tx,
  input: Import,
): Promise<Result<ImportReport, 'no-such-cycle' | 'columns-missing'>> {
  const cycle = await cycleById(tx, input.cityId, input.cycleId);
  if (!cycle) return refuse('no-such-cycle');
  const missing = missingFields(input.mapping.columns);
  if (missing.length > 0) return refuse('columns-missing', { fields: missing.join(', ') });
  // Whoever imports at the same time waits here, and then finds what this one brought.
  await sql`select pg_advisory_xact_lock(hashtext('proposals.import'), ${input.cycleId}::int)`.execute(tx);
  const digest = createHash('sha256').update(input.bytes).digest();
  const source = (await sourceOfSameFile(tx, cycle, digest)) ?? input.source;
  const context = await contextOf(tx, cycle, source, input.now);
  const plan = planImport(context, input.table.columns, input.table.rows, input.mapping);
  const counts = {
    rows: input.table.rows.length,
    taken: plan.taken.length,
    unchanged: plan.unchanged.length,
    refused: plan.refused.length,
  };
  if (input.dryRun) return ok({ runId: null, source, ...counts, problems: plan.problems });
  const runId = await writeRun(tx, input, source, digest, counts);
  await writeImport(tx, cycle, plan, { ...input, source, runId });
  await record(tx, input.cityId, {
    name: 'proposals.imported',
    subject: `cycle:${cycle.id}`,
    actorId: input.actorId,
    at: input.now,
    data: { cycleId: cycle.id, runId, ...counts },
  });
  return ok({ runId, source, ...counts, problems: plan.problems });
}

async function sourceOfSameFile(tx: Tx, cycle: Cycle, digest: Buffer): Promise<string | undefined> {
  const run = await tx
    .selectFrom('import_run')
    .select('source')
    .where('city_id', '=', cycle.cityId)
    .where('cycle_id', '=', cycle.id)
    .where('digest', '=', digest)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return run?.source;
}

async function contextOf(tx: Tx, cycle: Cycle, source: string, now: Date): Promise<ImportContext> {
  const city = await tx
    .selectFrom('city')
    .select('time_zone')
    .where('city_id', '=', cycle.cityId)
    .executeTakeFirstOrThrow();
  const known = await tx
    .selectFrom('proposal as p')
    .innerJoin('proposal_version as v', (join) =>
      join.onRef('v.city_id', '=', 'p.city_id').onRef('v.proposal_id', '=', 'p.id').on('v.version', '=', 1),
    )
    .select(['p.source_code', 'v.title', 'v.problem', 'v.idea'])
    .where('p.city_id', '=', cycle.cityId)
    .where('p.cycle_id', '=', cycle.id)
    .where('p.source', '=', source)
    .execute();
  return {
    territory: await territoryOf(tx, cycle),
    categories: await categoriesOf(tx, cycle),
    tracks: tracksOf(cycle),
    titleLength: cycle.blueprint.proposals.titleLength,
    timeZone: city.time_zone,
    now,
    known: new Map(known.map(({ source_code, ...texts }) => [source_code as string, texts])),
  };
}

async function writeRun(
  tx: Tx,
  { cityId, cycleId, actorId, now }: Import,
  source: string,
  digest: Buffer,
  counts: { rows: number; taken: number; unchanged: number; refused: number },
): Promise<number> {
  const { id } = await tx
    .insertInto('import_run')
    .values({ city_id: cityId, cycle_id: cycleId, source, digest, done_by: actorId, at: now, ...counts })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
