import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import { type BallotRule, breachOf, type Marks } from './ballot.ts';
import type {} from './events.ts';
import { questionToSeal } from './records/question.ts';
import { isPair, openBallot } from './seal.ts';
import { votingOf } from './voting-phase.ts';
import { ballotKeyOf, contestsOf, isOpened } from './voting-queries.ts';

export interface OpenBallots {
  readonly cityId: number;
  readonly cycleId: number;
  readonly actorId: number;
  readonly now: Date;
  /** The key holder's; in memory for as long as this runs. */
  readonly privateKey: Uint8Array;
}

export type OpenRefusal = 'not-frozen' | 'no-key' | 'not-closed' | 'already-opened' | 'wrong-key';

export interface Opening {
  readonly envelopes: number;
  readonly valid: number;
  readonly blank: number;
  readonly void: number;
}

interface OpenedBallot {
  readonly marks: Marks;
  readonly validity: 'valid' | 'blank' | 'void';
  readonly void_reason: string | null;
}

/**
 * Opens all envelopes of a cycle that count, once, after the close: in memory, in one transaction, and what is written
 * follows from the contents alone. The rows of each contest are sorted by what is in them and written in that order, so
 * neither key, place on disk, transaction nor time says which envelope a ballot came from. A ballot that breaks its rule
 * is void with the reason. A wrong key opens nothing and writes nothing.
 */
export async function openBallots(tx: Tx, act: OpenBallots): Promise<Result<Opening, OpenRefusal>> {
  const { cityId, cycleId, actorId, now, privateKey } = act;
  const key = await ballotKeyOf(tx, cityId, cycleId);
  if (!key) return refuse('no-key');
  if (!isPair(privateKey, key.publicKey)) return refuse('wrong-key');
  const voting = await votingOf(tx, cityId, cycleId, now);
  if (voting?.phase?.state !== 'closed') return refuse('not-closed');
  // Whoever is casting or entering at this moment goes first; after that nobody gets in.
  await sql`select lock_cycle_opening(${cycleId})`.execute(tx);
  if (await isOpened(tx, cityId, cycleId)) return refuse('already-opened');
  const contests = await contestsOf(tx, cityId, cycleId);
  if (contests.length === 0) return refuse('not-frozen');
  const all: OpenedBallot[] = [];
  for (const contest of contests) {
    const question = await questionToSeal(tx, cityId, contest.id);
    if (!question) throw new Error(`contest ${contest.id} is gone`);
    const ballots = await openContest(tx, act, contest.id, question);
    await writeOpened(tx, cityId, contest.id, ballots);
    all.push(...ballots);
  }
  const opening = {
    envelopes: all.length,
    valid: all.filter(({ validity }) => validity === 'valid').length,
    blank: all.filter(({ validity }) => validity === 'blank').length,
    void: all.filter(({ validity }) => validity === 'void').length,
  };
  await tx
    .insertInto('opening')
    .values({ city_id: cityId, cycle_id: cycleId, opened_by: actorId, opened_at: now, envelopes: all.length })
    .execute();
  await record(tx, cityId, {
    name: 'ballots.opened',
    subject: `cycle:${cycleId}`,
    actorId,
    at: now,
    data: { cycleId, envelopes: all.length },
  });
  return ok(opening);
}

/** Envelopes opened between two breaths, so that other requests of the process are answered meanwhile. */
const breath = 100;

async function openContest(
  tx: Tx,
  { cityId, cycleId, privateKey }: OpenBallots,
  contestId: number,
  rule: BallotRule,
): Promise<OpenedBallot[]> {
  const envelopes = await tx
    .selectFrom('envelope')
    .select(['pseudonym', 'list_version', 'sealed'])
    .where('city_id', '=', cityId)
    .where('contest_id', '=', contestId)
    .where('ended', 'is', null)
    .execute();
  const ballots: OpenedBallot[] = [];
  for (const [index, envelope] of envelopes.entries()) {
    if (index % breath === breath - 1) await setImmediate();
    const { pseudonym, list_version: listVersion, sealed } = envelope;
    const opened = openBallot(privateKey, { cityId, cycleId, contestId, listVersion, pseudonym }, sealed);
    if (opened.kind === 'marks') ballots.push(judged(opened.marks, rule));
    else ballots.push({ marks: [], validity: 'void', void_reason: opened.kind });
  }
  return ballots.sort(byContent);
}

function judged(marks: Marks, rule: BallotRule): OpenedBallot {
  const breach = breachOf(marks, rule);
  if (breach) return { marks, validity: 'void', void_reason: breach.reason };
  return { marks, validity: marks.length === 0 ? 'blank' : 'valid', void_reason: null };
}

function byContent(one: OpenedBallot, other: OpenedBallot): number {
  return compare(contentOf(one), contentOf(other));
}

function contentOf({ marks, validity, void_reason }: OpenedBallot): string {
  const numbers = marks.map((number) => String(number).padStart(5, '0')).join(' ');
  return `${validity}|${numbers}|${void_reason ?? ''}`;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

const rowsAtOnce = 2000;

async function writeOpened(
  tx: Tx,
  cityId: number,
  contestId: number,
  ballots: readonly OpenedBallot[],
): Promise<void> {
  for (let from = 0; from < ballots.length; from += rowsAtOnce) {
    const rows = ballots.slice(from, from + rowsAtOnce).map((ballot, index) => ({
      city_id: cityId,
      contest_id: contestId,
      position: from + index + 1,
      marks: [...ballot.marks],
      validity: ballot.validity,
      void_reason: ballot.void_reason,
    }));
    await tx.insertInto('opened_ballot').values(rows).execute();
  }
}
