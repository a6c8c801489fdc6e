import type { Cycle } from '../../cycle/cycle-queries.ts';
import type { Tx } from '../../platform/db/database.ts';
import { record } from '../../platform/events/events.ts';
import { folioOf, takeFolios } from '../folio.ts';
import { publishProposals } from '../publish-proposal.ts';
import type { ImportPlan, PlannedProposal } from './plan-import.ts';

interface Run {
  readonly runId: number;
  readonly source: string;
  readonly actorId: number | null;
  readonly now: Date;
  readonly release: boolean;
}

/** Rows of one INSERT: PostgreSQL takes at most 65,535 parameters. */
const batch = 500;

/** Writes what was planned: proposals with their first version, supports, release, problems, and one event for each. */
export async function writeImport(tx: Tx, cycle: Cycle, plan: ImportPlan, run: Run): Promise<void> {
  const { cityId } = cycle;
  for (const part of inParts(plan.problems)) {
    const values = part.map(({ item, index }) => ({
      city_id: cityId,
      run_id: run.runId,
      line: item.line,
      position: index + 1,
      field: item.column || item.field,
      problem: item.problem,
      value: item.value,
      refused: item.refused,
    }));
    await tx.insertInto('import_problem').values(values).execute();
  }
  if (plan.taken.length === 0) return;
  const prefix = cycle.blueprint.cycle.prefix ?? 'PP';
  const first = await takeFolios(tx, cityId, prefix, plan.taken.length);
  for (const part of inParts(plan.taken)) {
    const rows = part.map(({ item, index }) => ({ ...item, folio: folioOf(prefix, first + index) }));
    await writePart(tx, cycle, rows, run);
  }
}

type Numbered = PlannedProposal & { readonly folio: string };

async function writePart(tx: Tx, cycle: Cycle, rows: readonly Numbered[], run: Run): Promise<void> {
  const { cityId, id: cycleId } = cycle;
  const written = await tx
    .insertInto('proposal')
    .values(rows.map((row) => proposalRow(cycle, row, run)))
    .returning(['id', 'folio'])
    .execute();
  const idOf = new Map(written.map(({ id, folio }) => [folio, id]));
  const numbered = rows.map((row) => ({ ...row, id: idOf.get(row.folio) as number }));
  const texts = numbered.map(({ id, title, problem, idea }) => ({
    city_id: cityId,
    proposal_id: id,
    version: 1,
    title,
    problem,
    idea,
    written_by: null,
    written_at: run.now,
  }));
  await tx.insertInto('proposal_version').values(texts).execute();
  const supports = numbered.flatMap(({ id, supports: amount }) =>
    amount === null ? [] : [{ city_id: cityId, proposal_id: id, amount }],
  );
  if (supports.length > 0) await tx.insertInto('imported_supports').values(supports).execute();
  const proposalIds = numbered.map(({ id }) => id);
  for (const proposalId of proposalIds) {
    const about = {
      subject: `proposal:${proposalId}`,
      actorId: run.actorId,
      at: run.now,
      data: { proposalId, cycleId },
    };
    await record(tx, cityId, { name: 'proposal.submitted', ...about });
    if (run.release) await record(tx, cityId, { name: 'proposal.released', ...about });
  }
  if (run.release) await release(tx, cycle, proposalIds, run);
}

function proposalRow(cycle: Cycle, row: Numbered, run: Run) {
  return {
    city_id: cycle.cityId,
    cycle_id: cycle.id,
    folio: row.folio,
    author_id: null,
    track: row.track,
    district_id: row.districtId,
    zone_id: row.zoneId,
    category: row.category,
    place: row.place,
    latitude: row.latitude,
    longitude: row.longitude,
    channel: 'import' as const,
    submitted_at: row.submittedAt,
    source: run.source,
    source_code: row.code,
  };
}

async function release(tx: Tx, cycle: Cycle, proposalIds: readonly number[], run: Run): Promise<void> {
  const values = proposalIds.map((proposalId) => ({
    city_id: cycle.cityId,
    proposal_id: proposalId,
    nth: 1,
    decision: 'released' as const,
    reason: `import ${run.runId}: ${run.source}`,
    done_by: run.actorId,
    at: run.now,
  }));
  await tx.insertInto('proposal_release').values(values).execute();
  await publishProposals(tx, { cityId: cycle.cityId, cycleId: cycle.id, proposalIds, now: run.now });
}

function inParts<Item>(items: readonly Item[]): { readonly item: Item; readonly index: number }[][] {
  const parts: { item: Item; index: number }[][] = [];
  for (const [index, item] of items.entries()) {
    if (index % batch === 0) parts.push([]);
    parts.at(-1)?.push({ item, index });
  }
  return parts;
}
