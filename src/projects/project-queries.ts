import { type Cycle, cycleById } from '../cycle/cycle-queries.ts';
import type { Tx } from '../platform/db/database.ts';
import { type Day, dayIn } from '../platform/time.ts';
import { publishedCycles, winnersOf } from '../results/results-queries.ts';
import { type Milestone, type ProjectState, projectState } from './project.ts';
import type { MoneyKind } from './record-money.ts';
import { type ShownUpdate, updatesOf } from './update-queries.ts';

export interface ProjectView {
  /** Null for a winner whose project row is missing: it is shown all the same. */
  readonly id: number | null;
  readonly code: string | null;
  readonly candidateId: number;
  readonly title: string;
  /** Minor units: what the ballot promised, and what the treasury reported, by kind. */
  readonly promised: number;
  readonly money: Readonly<Record<MoneyKind, number>>;
  readonly departmentId: number | null;
  readonly department: string | null;
  readonly milestones: readonly Milestone[];
  readonly state: ProjectState;
  readonly openedAt: Date;
}

const noMoney: Readonly<Record<MoneyKind, number>> = { approved: 0, committed: 0, accrued: 0, paid: 0 };

/** Every winner of a cycle as the city owes it; a winner without a project row stands here too, without a plan. */
export async function projectsOf(
  tx: Tx,
  cityId: number,
  cycle: { readonly id: number; readonly publishedAt: Date },
  timeZone: string,
  now: Date,
): Promise<ProjectView[]> {
  const rows = await projectRows(tx, cityId, cycle.id);
  const today = dayIn(timeZone, now);
  const lost = await lostProjects(tx, cityId, cycle.id);
  const shown: ProjectView[] = rows.map((row) => ({
    ...row,
    state: lost.get(row.id) ?? projectState(row.milestones, dayIn(timeZone, row.openedAt), today),
  }));
  const known = new Set(rows.map((row) => row.candidateId));
  for (const winner of await winnersOf(tx, cityId, cycle.id)) {
    if (known.has(winner.candidateId)) continue;
    shown.push({
      id: null,
      code: null,
      candidateId: winner.candidateId,
      title: winner.title,
      promised: winner.cost,
      money: noMoney,
      departmentId: null,
      department: null,
      milestones: [],
      openedAt: cycle.publishedAt,
      state: projectState([], dayIn(timeZone, cycle.publishedAt), today),
    });
  }
  return shown;
}

export interface CycleProjects {
  readonly cycle: Cycle;
  readonly projects: readonly ProjectView[];
}

/** What the city owes from every cycle whose result is public, the newest first: nothing leaves this list. */
export async function allProjects(
  tx: Tx,
  cityId: number,
  timeZone: string,
  now: Date,
): Promise<CycleProjects[]> {
  const owed: CycleProjects[] = [];
  for (const { cycleId, publishedAt } of await publishedCycles(tx, cityId)) {
    const cycle = await cycleById(tx, cityId, cycleId);
    if (!cycle) continue;
    owed.push({ cycle, projects: await projectsOf(tx, cityId, { id: cycleId, publishedAt }, timeZone, now) });
  }
  return owed;
}

/** One project by its code; undefined when there is none. */
export async function projectByCode(
  tx: Tx,
  cityId: number,
  code: string,
  timeZone: string,
  now: Date,
): Promise<
  (ProjectView & { readonly id: number; readonly code: string; readonly cycleId: number }) | undefined
> {
  const found = await tx
    .selectFrom('project')
    .select(['id', 'cycle_id'])
    .where('city_id', '=', cityId)
    .where('code', '=', code)
    .executeTakeFirst();
  if (!found) return undefined;
  const row = (await projectRows(tx, cityId, found.cycle_id)).find((one) => one.id === found.id);
  if (!row) return undefined;
  const lost = (await lostProjects(tx, cityId, found.cycle_id)).get(row.id);
  const state = lost ?? projectState(row.milestones, dayIn(timeZone, row.openedAt), dayIn(timeZone, now));
  return { ...row, state, cycleId: found.cycle_id };
}

/** Projects of a cycle that its newest result no longer names, with the correction's public reason. */
export async function lostProjects(
  tx: Tx,
  cityId: number,
  cycleId: number,
): Promise<Map<number, Extract<ProjectState, { kind: 'corrected' }>>> {
  const rows = await tx
    .selectFrom('project_correction as c')
    .innerJoin('project as p', (join) =>
      join.onRef('p.city_id', '=', 'c.city_id').onRef('p.id', '=', 'c.project_id'),
    )
    .innerJoin('publication as u', (join) =>
      join.onRef('u.city_id', '=', 'c.city_id').onRef('u.id', '=', 'c.publication_id'),
    )
    .distinctOn('c.project_id')
    .select(['c.project_id', 'c.act', 'c.at', 'u.reason'])
    .where('c.city_id', '=', cityId)
    .where('p.cycle_id', '=', cycleId)
    .orderBy('c.project_id')
    .orderBy('c.id', 'desc')
    .execute();
  return new Map(
    rows
      .filter(({ act }) => act === 'lost')
      .map(({ project_id, at, reason }) => [project_id, { kind: 'corrected', at, reason: reason ?? '' }]),
  );
}

async function projectRows(tx: Tx, cityId: number, cycleId: number) {
  const projects = await tx
    .selectFrom('project')
    .leftJoin('department', (join) =>
      join
        .onRef('department.city_id', '=', 'project.city_id')
        .onRef('department.id', '=', 'project.department_id'),
    )
    .selectAll('project')
    .select('department.name as department')
    .where('project.city_id', '=', cityId)
    .where('project.cycle_id', '=', cycleId)
    .orderBy('project.code')
    .execute();
  const ids = projects.map((project) => project.id);
  if (ids.length === 0) return [];
  const milestones = await tx
    .selectFrom('milestone')
    .selectAll()
    .where('city_id', '=', cityId)
    .where('project_id', 'in', ids)
    .orderBy('position')
    .execute();
  const money = await tx
    .selectFrom('project_money')
    .select(['project_id', 'kind'])
    .select((select) => select.fn.sum<string>('amount').as('sum'))
    .where('city_id', '=', cityId)
    .where('project_id', 'in', ids)
    .groupBy(['project_id', 'kind'])
    .execute();
  return projects.map((project) => ({
    id: project.id,
    code: project.code,
    candidateId: project.candidate_id,
    title: project.title,
    promised: project.promised,
    money: {
      ...noMoney,
      ...Object.fromEntries(
        money.filter((line) => line.project_id === project.id).map((line) => [line.kind, Number(line.sum)]),
      ),
    },
    departmentId: project.department_id,
    department: project.department,
    openedAt: project.opened_at,
    milestones: milestones
      .filter((milestone) => milestone.project_id === project.id)
      .map((milestone) => ({
        id: milestone.id,
        stage: milestone.stage,
        position: milestone.position,
        promisedOn: milestone.promised_on,
        expectedOn: milestone.expected_on,
        doneOn: milestone.done_on,
      })),
  }));
}

export interface ProjectHistory {
  readonly updates: readonly ShownUpdate[];
  readonly changes: readonly {
    readonly at: Date;
    readonly stage: string;
    readonly field: 'expected_on' | 'done_on';
    readonly was: Day | null;
    readonly nowIs: Day | null;
    readonly reason: string;
  }[];
  readonly lines: readonly {
    readonly onDay: Day;
    readonly kind: MoneyKind;
    readonly amount: number;
    readonly concept: string;
  }[];
}

/** What was said, moved and spent, newest first. */
export async function projectHistory(tx: Tx, cityId: number, projectId: number): Promise<ProjectHistory> {
  const updates = await updatesOf(tx, cityId, projectId);
  const changes = await tx
    .selectFrom('milestone_change as c')
    .innerJoin('milestone as m', (join) =>
      join.onRef('m.city_id', '=', 'c.city_id').onRef('m.id', '=', 'c.milestone_id'),
    )
    .select(['c.at', 'm.stage', 'c.field', 'c.was', 'c.now_is as nowIs', 'c.reason'])
    .where('c.city_id', '=', cityId)
    .where('m.project_id', '=', projectId)
    .orderBy('c.id', 'desc')
    .execute();
  const lines = await tx
    .selectFrom('project_money')
    .select(['on_day as onDay', 'kind', 'amount', 'concept'])
    .where('city_id', '=', cityId)
    .where('project_id', '=', projectId)
    .orderBy('on_day', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return { updates, changes, lines };
}
