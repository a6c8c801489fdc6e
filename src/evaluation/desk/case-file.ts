import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { PageRequest } from '../../platform/http/page.ts';
import { type Day, dayIn } from '../../platform/time.ts';
import type { CaseOutcome, CaseState } from '../case.ts';
import { type DeskActs, deskActs, visibleCases } from '../evaluation-policy.ts';
import type { ChecklistItem, CostLimits, ItemAnswer } from '../opinion.ts';
import { formalItemsOf } from '../records/proposal-facts.ts';
import { costLimits } from '../records/rules.ts';
import { type OpinionView, opinionViews } from './opinion-views.ts';

/** Everything that one page about one case shows. */
export interface CaseFile {
  readonly id: number;
  readonly proposalId: number;
  readonly cycleId: number;
  readonly folio: string;
  readonly state: CaseState;
  readonly revision: number;
  readonly acts: DeskActs;
  readonly formal: { readonly items: readonly ChecklistItem[]; readonly answers: readonly FormalAnswer[] };
  readonly opinions: readonly OpinionView[];
  /** The decision that stands, or the last one that was sent back. */
  readonly decision: DecisionView | null;
  readonly limits: CostLimits;
  readonly history: readonly TransitionView[];
}

export type FormalAnswer = ItemAnswer & { readonly answeredAt: Date };

export interface DecisionView {
  readonly outcome: CaseOutcome;
  readonly reasons: string;
  readonly effects: string;
  readonly cost: number | null;
  readonly departmentsCost: number;
  readonly costReason: string;
  readonly joinedToFolio: string | null;
  readonly preparedAt: Date;
  readonly signedAt: Date | null;
  readonly revealedAt: Date | null;
  readonly sentBackReason: string | null;
  readonly hash: string | null;
}

export interface TransitionView {
  readonly to: CaseState;
  readonly at: Date;
  readonly by: string | null;
  readonly reason: string | null;
}

/** Loads a case that the viewer may see; undefined for any other, as if there were none. */
export async function loadCaseFile(request: PageRequest, caseId: number): Promise<CaseFile | undefined> {
  const { tx, city, viewer, now } = request;
  const row = await visibleCase(request, caseId);
  if (!row) return undefined;
  const today: Day = dayIn(city.timeZone, now);
  const of = { cityId: city.id, caseId, cycleId: row.cycleId, proposalId: row.proposalId };
  return {
    ...row,
    acts: deskActs(viewer, row.state),
    formal: { items: await formalItemsOf(tx, of), answers: await formalAnswers(tx, city.id, caseId) },
    opinions: await opinionViews(tx, { ...of, category: row.category, state: row.state, viewer, today }),
    decision: await lastDecision(tx, city.id, caseId),
    limits: await costLimits(tx, city.id, row.proposalId),
    history: await transitions(tx, city.id, caseId),
  };
}

export interface VisibleCase {
  readonly id: number;
  readonly proposalId: number;
  readonly cycleId: number;
  readonly folio: string;
  readonly category: string;
  readonly state: CaseState;
  readonly revision: number;
}

/** The bare facts of a case that the viewer may see; every act asks here before it calls a verb. */
export async function visibleCase(
  { tx, city, viewer }: Pick<PageRequest, 'tx' | 'city' | 'viewer'>,
  caseId: number,
): Promise<VisibleCase | undefined> {
  const { rows } = await sql<VisibleCase>`
    select c.id, c.proposal_id as "proposalId", c.cycle_id as "cycleId", p.folio, p.category, c.state, c.revision
    from evaluation_case c join proposal p on p.city_id = c.city_id and p.id = c.proposal_id
    where c.city_id = ${city.id} and c.id = ${caseId} and ${visibleCases(viewer)}`.execute(tx);
  return rows[0];
}

function formalAnswers(tx: Tx, cityId: number, caseId: number): Promise<FormalAnswer[]> {
  return tx
    .selectFrom('formal_answer')
    .select(['item_id as itemId', 'answer', 'comment', 'answered_at as answeredAt'])
    .where('city_id', '=', cityId)
    .where('case_id', '=', caseId)
    .execute();
}

/** The decision that stands, or the last one that was sent back. */
export async function lastDecision(tx: Tx, cityId: number, caseId: number): Promise<DecisionView | null> {
  const row = await tx
    .selectFrom('decision as d')
    .leftJoin('proposal as j', (join) =>
      join.onRef('j.city_id', '=', 'd.city_id').onRef('j.id', '=', 'd.joined_to'),
    )
    .selectAll('d')
    .select('j.folio as joinedToFolio')
    .where('d.city_id', '=', cityId)
    .where('d.case_id', '=', caseId)
    .orderBy('d.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  return {
    outcome: row.outcome,
    reasons: row.reasons,
    effects: row.effects,
    cost: row.cost,
    departmentsCost: row.departments_cost,
    costReason: row.cost_reason,
    joinedToFolio: row.joinedToFolio,
    preparedAt: row.prepared_at,
    signedAt: row.signed_at,
    revealedAt: row.revealed_at,
    sentBackReason: row.sent_back_reason,
    hash: row.hash?.toString('hex') ?? null,
  };
}

/** Who moved the case, by name where it was a civil servant at work; who proposed stays "the proposer". */
async function transitions(tx: Tx, cityId: number, caseId: number): Promise<TransitionView[]> {
  const { rows } = await sql<TransitionView>`
    select t.to_state as "to", t.at, t.reason, k.name as "by"
    from case_transition t
    left join person_contact k on k.city_id = t.city_id and k.person_id = t.done_by
      and t.to_state not in ('received', 'closed')
      and exists (select from role_grant g where g.city_id = t.city_id and g.person_id = t.done_by)
    where t.city_id = ${cityId} and t.case_id = ${caseId}
    order by t.id`.execute(tx);
  return rows;
}
