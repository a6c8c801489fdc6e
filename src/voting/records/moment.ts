import { sql } from 'kysely';
import { blackoutsOf, zoneOfTime } from '../../city/blackout-queries.ts';
import type { PhaseView } from '../../cycle/cycle-queries.ts';
import { type PhaseState, viewPhase } from '../../cycle/phases.ts';
import { type Blackout, quietAt } from '../../platform/blackout.ts';
import type { Tx } from '../../platform/db/database.ts';
import { votingOf } from '../voting-phase.ts';
import { type Question, questionToSeal } from './question.ts';

/** All that a ballot of one contest is judged and sealed by, as it was when it was read. */
export interface Moment {
  readonly question: Question;
  readonly changeable: boolean;
  readonly phase: PhaseView;
  readonly cycle: Parameters<typeof viewPhase>[2];
  readonly timeZone: string;
  readonly blackouts: readonly Blackout[];
  /** The database says by it whether anything of this has changed since (voting_stamp). */
  readonly stamp: string;
}

export async function readMoment(
  tx: Tx,
  cityId: number,
  contestId: number,
  now: Date,
): Promise<Moment | undefined> {
  const question = await questionToSeal(tx, cityId, contestId);
  if (!question) return undefined;
  const voting = await votingOf(tx, cityId, question.cycleId, now);
  if (!voting?.phase) return undefined;
  const { cycle, phase } = voting;
  const { rows } = await sql<{ stamp: string }>`
    select voting_stamp(${cityId}, ${cycle.id}, ${phase.id}, ${contestId}) as stamp`.execute(tx);
  const { state, reason, unknown } = cycle;
  return {
    question,
    changeable: cycle.blueprint.voting.changeable ?? false,
    phase,
    cycle: { state, reason, unknown },
    timeZone: await zoneOfTime(tx, cityId),
    blackouts: await blackoutsOf(tx, cityId),
    stamp: rows[0]?.stamp ?? '',
  };
}

/** What the voting phase is at another moment, as long as the stamp holds. */
export function phaseStateAt({ phase, cycle, timeZone, blackouts }: Moment, now: Date): PhaseState {
  const { id, kind, firstOpensAt, firstClosesAt, acts } = phase;
  const announced = { id, kind, opensAt: firstOpensAt, closesAt: firstClosesAt };
  return viewPhase(announced, acts, cycle, now, quietAt(blackouts, timeZone, now)).state;
}

/** Moments of this process by city and contest: in a burst, thousands of ballots are judged by the same. */
const kept = new Map<string, Moment>();
const most = 200;

const keyOf = (cityId: number, contestId: number) => `${cityId} ${contestId}`;

export function keptMoment(cityId: number, contestId: number): Moment | undefined {
  return kept.get(keyOf(cityId, contestId));
}

export function keepMoment(cityId: number, contestId: number, moment: Moment): void {
  if (kept.size >= most) kept.clear();
  kept.set(keyOf(cityId, contestId), moment);
}
