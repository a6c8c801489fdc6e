import { sql } from 'kysely';
import { zonesOf } from '../../city/city-queries.ts';
import { createPerson } from '../../people/create-person.ts';
import { verifyResidence } from '../../people/verify-residence.ts';
import type { Tx } from '../../platform/db/database.ts';
import { submitProposal } from '../../proposals/submit-proposal.ts';
import { withdrawProposal } from '../../proposals/withdraw-proposal.ts';
import { chance } from '../chance.ts';
import { type DemoProposal, demoContent } from '../content/demo-content.ts';
import { done } from '../play/done.ts';
import { later, oneDay } from '../play/play.ts';
import type { Resident } from './seed-people.ts';

export interface Edition {
  readonly cityId: number;
  readonly cycleId: number;
  readonly residents: readonly Resident[];
  /** When proposals are written, or supported. */
  readonly from: Date;
  readonly until: Date;
}

interface Seeded {
  readonly proposalId: number;
  readonly written: DemoProposal;
  readonly at: Date;
}

/** Neighbours write the proposals, each at a moment of its own, a neighbour of the place wherever one is left. */
export async function seedProposals(
  tx: Tx,
  edition: Edition,
  written: readonly DemoProposal[],
): Promise<Seeded[]> {
  const { cityId, cycleId, from, until } = edition;
  const zoneIds = new Map((await zonesOf(tx, cityId)).map(({ code, id }) => [code, id]));
  const authors = authorsOf(edition);
  const luck = chance(`proposals ${written.length}`);
  const span = until.getTime() - from.getTime();
  const timed = written
    .map((one) => ({ one, at: later(from, span * (0.01 + 0.985 * luck.next())) }))
    .sort((one, other) => one.at.getTime() - other.at.getTime());
  const seeded: Seeded[] = [];
  for (const { one, at } of timed) {
    const zoneId = zoneIds.get(one.zone) as number;
    const young = one.outcome.kind === 'refused' && one.outcome.item === 'age';
    const authorId = young ? await aYoungAuthor(tx, cityId, zoneId, from) : authors.next(one.zone);
    const { title, problem, idea, track, category, latitude, longitude } = one;
    const { proposalId } = done(
      await submitProposal(tx, {
        cityId,
        cycleId,
        authorId,
        actorId: authorId,
        now: at,
        channel: 'web',
        answers: {
          title,
          problem,
          idea,
          track,
          category,
          where: { zoneId },
          place: one.place || null,
          latitude,
          longitude,
        },
        photos: [],
      }),
    );
    seeded.push({ proposalId, written: one, at });
    const changesMind = later(at, 3 * oneDay);
    if (one.outcome.kind === 'withdrawn' && changesMind < until) {
      const reason = demoContent.works.letters.withdrawn;
      done(await withdrawProposal(tx, { cityId, proposalId, actorId: authorId, now: changesMind, reason }));
    }
  }
  return seeded;
}

/** The adults of a colonia in turn, in an order by chance; the first resident, whom the demo offers to be, comes first in her colonia. */
function authorsOf({ residents }: Edition): { next: (zone: string) => number } {
  const [first, ...others] = residents.filter(({ adult }) => adult);
  const queues = new Map<string, number[]>();
  for (const { personId, zone } of [...(first ? [first] : []), ...chance('authors').shuffle(others)]) {
    queues.set(zone, [...(queues.get(zone) ?? []), personId]);
  }
  return {
    next: (zone) => {
      const queue = queues.get(zone) ?? [];
      const author = queue.shift();
      if (author === undefined) throw new Error(`nobody proposes in ${zone}`);
      // Where there are more proposals than neighbours, the first writes a second one.
      queue.push(author);
      return author;
    },
  };
}

/** Somebody whose birth certificate nobody has seen: the formal check finds out that she is eleven. */
async function aYoungAuthor(tx: Tx, cityId: number, zoneId: number, now: Date): Promise<number> {
  const personId = await createPerson(tx, { cityId, name: 'Renata Coronado', locale: 'es-MX', now });
  done(await verifyResidence(tx, { cityId, personId, zoneId, method: 'import', actorId: personId, now }));
  return personId;
}

/**
 * Gives each public proposal the supports that were written for it. Thousands of rows in one statement instead of as many
 * calls of the verb, which would take longer than all the rest of the demo; what the verb checks holds here by construction:
 * public proposals, verified residents, no limit per person, one support each.
 */
export async function seedSupports(tx: Tx, edition: Edition, seeded: readonly Seeded[]): Promise<void> {
  const { cityId, cycleId, residents, until } = edition;
  const luck = chance('supports');
  const rows: { proposal: number; person: number; at: string }[] = [];
  for (const { proposalId, written, at } of seeded) {
    const left = until.getTime() - at.getTime() - 1.2 * oneDay;
    // A proposal of yesterday has not been seen by so many yet.
    const seen = Math.min(1, Math.max(0, left) / (20 * oneDay));
    const wanted = Math.round((written.supports / 180) * residents.length * seen);
    for (const { personId } of luck.shuffle(residents).slice(0, wanted)) {
      const moment = later(at, 1.2 * oneDay + luck.next() * left);
      rows.push({ proposal: proposalId, person: personId, at: moment.toISOString() });
    }
  }
  await sql`
    insert into support (city_id, proposal_id, person_id, cycle_id, at)
    select ${cityId}, given.proposal, given.person, ${cycleId}, given.at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (proposal bigint, person bigint, at timestamptz)
    join published_proposal shown on shown.city_id = ${cityId} and shown.proposal_id = given.proposal`.execute(
    tx,
  );
  await sql`
    update published_proposal shown set supports = given.amount
    from (select proposal_id, count(*)::int as amount from support
      where city_id = ${cityId} and cycle_id = ${cycleId} group by proposal_id) given
    where shown.city_id = ${cityId} and shown.proposal_id = given.proposal_id`.execute(tx);
}
