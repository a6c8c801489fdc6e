import { sql } from 'kysely';
import { type Cycle, cycleById } from '../cycle/cycle-queries.ts';
import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import { limitsFor } from './blueprint.ts';
import {
  type AnswerProblem,
  checkAnswers,
  checkAuthor,
  type PersonProblem,
  type ProposalAnswers,
} from './check-proposal.ts';
import type {} from './events.ts';
import { folioOf, takeFolios } from './folio.ts';
import type { FoundPlace } from './place.ts';

export interface Submission {
  readonly cityId: number;
  readonly cycleId: number;
  readonly authorId: number;
  /** Who pressed the button: the author, or an officer at the counter for her. */
  readonly actorId: number;
  readonly now: Date;
  readonly channel: 'web' | 'counter';
  readonly answers: ProposalAnswers;
  readonly photos: readonly { readonly fileId: number; readonly description: string }[];
}

export interface Submitted {
  readonly proposalId: number;
  readonly folio: string;
}

export type SubmitProblem = PersonProblem | AnswerProblem | 'too-many-photos';

/**
 * Takes a citizen's proposal. Nothing of it is public before staff release it; its case is opened by who subscribes to
 * `proposal.submitted` in the same transaction. A refusal may come after a number was drawn: roll back.
 */
export async function submitProposal(tx: Tx, input: Submission): Promise<Result<Submitted, SubmitProblem>> {
  const cycle = await cycleById(tx, input.cityId, input.cycleId);
  if (!cycle) return refuse('phase-closed');
  const person = await checkAuthor(tx, cycle, input);
  if (!person.ok) return person;
  const place = await checkAnswers(tx, cycle, input.answers);
  if (!place.ok) return place;
  const { photos } = cycle.blueprint.proposals;
  if (input.photos.length > photos) return refuse('too-many-photos', { maximum: photos });
  const prefix = cycle.blueprint.cycle.prefix ?? 'PP';
  const folio = folioOf(prefix, await takeFolios(tx, input.cityId, prefix));
  const allowed = await takeAllowances(tx, cycle, input.authorId, input.answers.track, folio);
  if (!allowed.ok) return allowed;
  const proposalId = await writeProposal(tx, input, folio, place.value);
  await record(tx, input.cityId, {
    name: 'proposal.submitted',
    subject: `proposal:${proposalId}`,
    actorId: input.actorId,
    at: input.now,
    data: { proposalId, cycleId: input.cycleId },
  });
  return ok({ proposalId, folio });
}

async function writeProposal(tx: Tx, input: Submission, folio: string, place: FoundPlace): Promise<number> {
  const { cityId, answers, authorId, now } = input;
  const { id } = await tx
    .insertInto('proposal')
    .values({
      city_id: cityId,
      cycle_id: input.cycleId,
      folio,
      author_id: authorId,
      track: answers.track,
      district_id: place.districtId,
      zone_id: place.zoneId,
      category: answers.category,
      place: answers.place,
      latitude: answers.latitude,
      longitude: answers.longitude,
      channel: input.channel,
      submitted_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('proposal_version')
    .values({
      city_id: cityId,
      proposal_id: id,
      version: 1,
      title: answers.title,
      problem: answers.problem,
      idea: answers.idea,
      written_by: authorId,
      written_at: now,
    })
    .execute();
  if (input.photos.length > 0) {
    const photos = input.photos.map(({ fileId, description }) => ({
      city_id: cityId,
      proposal_id: id,
      file_id: fileId,
      description,
    }));
    await tx.insertInto('proposal_photo').values(photos).execute();
  }
  return id;
}

/** Takes one of the person's n proposals under every limit that holds; the unique index decides between two at once. */
async function takeAllowances(
  tx: Tx,
  cycle: Cycle,
  personId: number,
  track: string,
  folio: string,
): Promise<Result<undefined, 'limit-reached'>> {
  for (const limit of limitsFor(cycle.blueprint.proposals, track)) {
    if (!(await takeNth(tx, cycle, personId, limit, folio))) {
      return refuse('limit-reached', { limit: limit.perPerson });
    }
  }
  return ok();
}

async function takeNth(
  tx: Tx,
  { cityId, id: cycleId }: Cycle,
  personId: number,
  { track, perPerson }: { track: string; perPerson: number },
  folio: string,
): Promise<boolean> {
  // Each round in which another press took the number that was free leaves one number fewer.
  for (let round = 0; round < perPerson; round += 1) {
    const { rows } = await sql<{ nth: number }>`
      insert into proposal_allowance (city_id, cycle_id, person_id, track, nth, folio)
      select ${cityId}, ${cycleId}, ${personId}, ${track}, nth, ${folio}
      from generate_series(1, ${perPerson}::int) nth
      where not exists (
        select from proposal_allowance taken
        where taken.city_id = ${cityId} and taken.cycle_id = ${cycleId} and taken.person_id = ${personId}
          and taken.track = ${track} and taken.nth = nth.nth
      )
      order by nth limit 1
      on conflict do nothing
      returning nth`.execute(tx);
    if (rows.length > 0) return true;
  }
  return false;
}
