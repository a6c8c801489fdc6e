import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import { breachOf, type Marks } from './ballot.ts';
import type {} from './events.ts';
import { questionToSeal } from './records/question.ts';
import { votingOf } from './voting-phase.ts';
import { isOpened } from './voting-queries.ts';

/** Why an officer finds a paper void by looking at it; the rule finds the rest. */
export const paperFaults = ['illegible', 'altered', 'identifiable', 'not-official'] as const;
export type PaperFault = (typeof paperFaults)[number];

export interface EnterPaperBallot {
  readonly cityId: number;
  readonly actorId: number;
  readonly now: Date;
  readonly boothId: number;
  readonly contestId: number;
  /** Candidate numbers as marked, in any order; none is a blank paper, unless `fault` says why it is void. */
  readonly marks: Marks;
  readonly fault?: PaperFault | undefined;
}

export interface EnteredPaper {
  readonly paperId: number;
  readonly validity: 'valid' | 'blank' | 'void';
  readonly voidReason: string | null;
}

export type PaperRefusal =
  | 'no-booth'
  | 'not-yet'
  | 'opened'
  /** A slip of the keyboard rather than of the voter: nothing is entered. `number` says which. */
  | 'unknown-candidate'
  | 'repeated'
  /** As many papers are in as people were checked in. */
  | 'no-room';

/**
 * Enters one paper as it lies on the table. Too many marks, or more than the money, make it void by the rule, with what
 * was marked on record. Never more papers than check-ins of people who live in the contest's district.
 */
export async function enterPaperBallot(
  tx: Tx,
  paper: EnterPaperBallot,
): Promise<Result<EnteredPaper, PaperRefusal>> {
  const { cityId, actorId, now, boothId, contestId, marks } = paper;
  const question = await questionToSeal(tx, cityId, contestId);
  const booth = await tx
    .selectFrom('booth')
    .select('cycle_id')
    .where('city_id', '=', cityId)
    .where('id', '=', boothId)
    .executeTakeFirst();
  if (!question || booth?.cycle_id !== question.cycleId) return refuse('no-booth');
  const voting = await votingOf(tx, cityId, question.cycleId, now);
  if (voting?.phase?.state !== 'open' && voting?.phase?.state !== 'closed') return refuse('not-yet');
  if (await isOpened(tx, cityId, question.cycleId)) return refuse('opened');
  const breach = breachOf(marks, question);
  if (breach?.reason === 'unknown-candidate' || breach?.reason === 'repeated') {
    return refuse(breach.reason, { number: breach.number });
  }
  const { rows } = await sql<{ room: number }>`
    select paper_room(${cityId}, ${boothId}, ${contestId}) as room`.execute(tx);
  if ((rows[0]?.room ?? 0) < 1) return refuse('no-room');
  const voidReason = paper.fault ?? breach?.reason ?? null;
  const validity = voidReason ? 'void' : marks.length === 0 ? 'blank' : 'valid';
  const { id: paperId } = await tx
    .insertInto('paper_ballot')
    .values({
      city_id: cityId,
      booth_id: boothId,
      contest_id: contestId,
      marks: [...marks].sort((one, other) => one - other),
      validity,
      void_reason: voidReason,
      entered_by: actorId,
      entered_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await record(tx, cityId, {
    name: 'paper.entered',
    subject: `booth:${boothId}`,
    actorId,
    at: now,
    data: { boothId, contestId, paperId },
  });
  return ok({ paperId, validity, voidReason });
}
