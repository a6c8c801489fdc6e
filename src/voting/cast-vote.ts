import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import { type Breach, breachOf, type Marks } from './ballot.ts';
import { keepMoment, keptMoment, type Moment, phaseStateAt, readMoment } from './records/moment.ts';
import type { Question } from './records/question.ts';
import { receiptOf, sealBallot } from './seal.ts';

export interface CastVote {
  readonly cityId: number;
  /** The voter. */
  readonly actorId: number;
  readonly now: Date;
  readonly contestId: number;
  /** Candidate numbers; none is a blank vote. */
  readonly marks: Marks;
  /** The list that the voter had before her eyes. */
  readonly listVersion: string;
  /** Of the form that was sent, 8 to 64 characters: sent twice, it is one vote. */
  readonly formKey: string;
}

type EnvelopeRefusal =
  | 'wrong-contest'
  | 'not-on-roll'
  | 'booth-only'
  | 'stale-list'
  | 'wrong-key'
  | 'closed'
  | 'checked-in'
  | 'final'
  | 'superseded'
  /** Somebody changed the voting in the very moment between reading and casting. */
  | 'moment-passed';
export type CastRefusal = EnvelopeRefusal | 'not-ready' | 'withdrawn' | Breach['reason'];
export type Cast = Result<{ readonly receipt: string }, CastRefusal>;

/**
 * Seals a vote and puts it into the box: the marks live in this function's memory and nowhere else, and what breaks a
 * rule is refused before sealing, since afterwards nobody can look. An earlier vote stands until this one is in.
 *
 * A vote may be taken by what this process remembers of the contest, because the database checks in the same statement
 * that nothing has changed since; a refusal is never given from memory.
 *
 * Writes one envelope and no event: the envelope is the record. Durable once the transaction is committed.
 * @returns the tracking code
 */
export async function castVote(tx: Tx, vote: CastVote): Promise<Cast> {
  const { cityId, contestId, now } = vote;
  const kept = keptMoment(cityId, contestId);
  if (kept) {
    const cast = await castIn(tx, vote, kept);
    if (cast.ok) return cast;
  }
  const moment = await readMoment(tx, cityId, contestId, now);
  if (!moment) return refuse('wrong-contest');
  keepMoment(cityId, contestId, moment);
  const cast = await castIn(tx, vote, moment);
  return !cast.ok && cast.reason === 'closed' ? alreadyCast(tx, vote) : cast;
}

async function castIn(tx: Tx, vote: CastVote, moment: Moment): Promise<Cast> {
  const { cityId, contestId, now } = vote;
  const { question, stamp } = moment;
  if (!question.key) return refuse('not-ready');
  if (phaseStateAt(moment, now) !== 'open') return refuse('closed');
  if (question.listVersion !== vote.listVersion) return refuse('stale-list');
  const breach = firstBreach(vote.marks, question);
  if (breach) return breach;
  const { cycleId, listVersion, plaintextBytes, key } = question;
  const place = { cityId, cycleId, contestId, listVersion, pseudonym: randomUUID() };
  const marks = [...vote.marks].sort((one, other) => one - other);
  const sealed = sealBallot(key.publicKey, place, marks, plaintextBytes);
  const { rows } = await sql<{ outcome: 'cast' | EnvelopeRefusal; standing_receipt: string }>`
    select outcome, standing_receipt from cast_envelope(${cityId}, ${contestId}, ${vote.actorId},
      ${place.pseudonym}, ${key.keyId}, ${listVersion}, ${sealed}, ${receiptOf(place, sealed)}, 'web',
      ${vote.formKey}, ${now}, ${moment.changeable}, ${moment.phase.id}, ${stamp})`.execute(tx);
  const [answer] = rows;
  if (!answer) throw new Error('cast_envelope answered nothing');
  return answer.outcome === 'cast' ? ok({ receipt: answer.standing_receipt }) : refuse(answer.outcome);
}

/** What is wrong with the marks, as a sentence's reason and figures; also asked when a ballot is looked over. */
export function firstBreach(
  marks: Marks,
  question: Pick<Question, 'ballot' | 'money' | 'costs' | 'withdrawn'>,
): ReturnType<typeof refuse<CastRefusal>> | undefined {
  const breach = breachOf(marks, question);
  if (breach) {
    const { reason, ...details } = breach;
    return refuse(reason, details);
  }
  const gone = marks.find((number) => question.withdrawn.has(number));
  return gone === undefined ? undefined : refuse('withdrawn', { number: gone });
}

/** Whoever pressed twice at the last second and was in with the first press is told so. */
async function alreadyCast(tx: Tx, vote: CastVote): Promise<Cast> {
  const standing = await tx
    .selectFrom('envelope as e')
    .innerJoin('roll_entry as r', (join) =>
      join.onRef('r.city_id', '=', 'e.city_id').onRef('r.id', '=', 'e.roll_entry_id'),
    )
    .select('e.receipt')
    .where('e.city_id', '=', vote.cityId)
    .where('e.contest_id', '=', vote.contestId)
    .where('e.form_key', '=', vote.formKey)
    .where('r.person_id', '=', vote.actorId)
    .where('e.ended', 'is', null)
    .executeTakeFirst();
  return standing ? ok(standing) : refuse('closed');
}
