import type { PhaseView } from '../../cycle/cycle-queries.ts';
import type { CaseState } from '../../evaluation/case.ts';
import { planReveal } from '../../evaluation/plan-reveal.ts';
import { revealDecisions } from '../../evaluation/reveal-decisions.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Result } from '../../platform/result.ts';
import { type ActOnCase, answerForm, ask, giveOpinion, type PlayedCase, prepare, sign } from './case-acts.ts';
import { type ChecklistRow, checklistOf } from './checklist.ts';
import { later, oneDay, oneHour, type Play, within } from './play.ts';

/** What is done to a case, in which state, after which part of its own time. */
const steps: readonly { readonly state: CaseState; readonly after: number; readonly act: ActOnCase }[] = [
  { state: 'received', after: 0.05, act: answerForm },
  { state: 'formal_check', after: 0.15, act: ask },
  { state: 'with_departments', after: 0.6, act: giveOpinion },
  { state: 'consolidation', after: 0.75, act: prepare },
  { state: 'prepared', after: 0.9, act: sign },
];

/** A case takes so much of the phase; the first begins at its opening, the last ends with it. */
const ownTime = 0.28;

/**
 * Takes every case as far as its time has come, with what was written about its proposal, and reveals all decisions
 * shortly before the phase closes. A case that a visitor has changed is left where the visitor took it.
 */
export async function playEvaluation(tx: Tx, play: Play, phase: PhaseView): Promise<void> {
  const cases = await casesOf(tx, play);
  const items = await checklistOf(tx, play.city.id, play.cycle.id);
  const revealAt = later(phase.closesAt, -30 * oneHour);
  await announceReveal(tx, play, later(phase.opensAt, 2 * oneDay), revealAt);
  for (const [index, one] of cases.entries()) {
    const start = ((1 - ownTime) * index) / cases.length;
    const moments = steps.map(({ after }) => within(phase, start + ownTime * after));
    await playCase(tx, play, one, { items, cases, moments });
  }
  if (revealAt <= play.until) await revealDecisions(tx, { cityId: play.city.id, now: revealAt });
}

interface Surroundings {
  readonly items: readonly ChecklistRow[];
  readonly cases: readonly PlayedCase[];
  /** When each step is due. */
  readonly moments: readonly Date[];
}

async function playCase(
  tx: Tx,
  play: Play,
  one: PlayedCase,
  { items, cases, moments }: Surroundings,
): Promise<void> {
  for (const [index, { state, act }] of steps.entries()) {
    const now = moments[index] as Date;
    if (now > play.until) return;
    const found = await tx
      .selectFrom('evaluation_case')
      .select(['state', 'revision'])
      .where('city_id', '=', play.city.id)
      .where('id', '=', one.caseId)
      .executeTakeFirstOrThrow();
    if (found.state !== state) continue;
    const acted: Result<unknown, string> = await act(tx, {
      play,
      one,
      items,
      cases,
      now,
      revision: found.revision,
    });
    if (!acted.ok) return;
  }
}

function casesOf(tx: Tx, { city, cycle }: Play): Promise<PlayedCase[]> {
  return tx
    .selectFrom('evaluation_case as c')
    .innerJoin('proposal as p', (join) =>
      join.onRef('p.city_id', '=', 'c.city_id').onRef('p.id', '=', 'c.proposal_id'),
    )
    .innerJoin('proposal_version as v', (join) =>
      join.onRef('v.city_id', '=', 'p.city_id').onRef('v.proposal_id', '=', 'p.id').on('v.version', '=', 1),
    )
    .select(['c.id as caseId', 'p.id as proposalId', 'p.folio', 'p.category', 'v.title'])
    .where('c.city_id', '=', city.id)
    .where('c.cycle_id', '=', cycle.id)
    .orderBy('p.submitted_at')
    .orderBy('p.id')
    .execute();
}

async function announceReveal(
  tx: Tx,
  { city, cycle, staff, until }: Play,
  now: Date,
  at: Date,
): Promise<void> {
  if (now > until) return;
  const planned = await tx
    .selectFrom('reveal')
    .select('id')
    .where('city_id', '=', city.id)
    .where('cycle_id', '=', cycle.id)
    .executeTakeFirst();
  if (planned) return;
  await planReveal(tx, { cityId: city.id, cycleId: cycle.id, at, actorId: staff.coordinator, now });
}
