import { sql } from 'kysely';
import { quietNow } from '../city/blackout-queries.ts';
import { cycleById } from '../cycle/cycle-queries.ts';
import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import type {} from './events.ts';
import { takesSupports } from './proposal.ts';

export interface Support {
  readonly cityId: number;
  readonly proposalId: number;
  readonly personId: number;
  /** True for a verified resident of the city. */
  readonly resident: boolean;
  readonly now: Date;
}

export type SupportProblem =
  | 'no-such-proposal'
  | 'supports-off'
  | 'supports-over'
  | 'not-a-resident'
  | 'support-limit-reached'
  | 'blackout';

/** Adds a person's support; again changes nothing. `added` is false when it was there already. */
export async function supportProposal(
  tx: Tx,
  { cityId, proposalId, personId, resident, now }: Support,
): Promise<Result<{ added: boolean }, SupportProblem>> {
  const shown = await lockPublished(tx, cityId, proposalId);
  if (!shown) return refuse('no-such-proposal');
  const cycle = await cycleById(tx, cityId, shown.cycle_id);
  const rules = cycle?.blueprint.proposals.supports;
  if (!rules?.enabled) return refuse('supports-off');
  if (!takesSupports(shown.stage) || cycle?.state !== 'published') return refuse('supports-over');
  if (await isStopped(tx, cityId, now)) return refuse('blackout');
  if (rules.needsResidence !== false && !resident) return refuse('not-a-resident');
  const mine = await tx
    .selectFrom('support')
    .select('at')
    .where('city_id', '=', cityId)
    .where('proposal_id', '=', proposalId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  if (mine) return ok({ added: false });
  const written = await writeSupport(
    tx,
    { cityId, proposalId, personId, now, cycleId: shown.cycle_id },
    rules.perPerson,
  );
  if (!written) return refuse('support-limit-reached', { limit: rules.perPerson ?? 0 });
  await count(tx, cityId, proposalId, 1);
  await record(tx, cityId, {
    name: 'proposal.supported',
    subject: `proposal:${proposalId}`,
    actorId: personId,
    at: now,
    data: { proposalId, cycleId: shown.cycle_id },
  });
  return ok({ added: true });
}

/** Takes a person's support back; without one, changes nothing. */
export async function unsupportProposal(
  tx: Tx,
  { cityId, proposalId, personId, now }: Omit<Support, 'resident'>,
): Promise<Result<{ removed: boolean }, 'no-such-proposal' | 'supports-over' | 'blackout'>> {
  const shown = await lockPublished(tx, cityId, proposalId);
  if (!shown) return refuse('no-such-proposal');
  if (!takesSupports(shown.stage)) return refuse('supports-over');
  if (await isStopped(tx, cityId, now)) return refuse('blackout');
  const removed = await tx
    .deleteFrom('support')
    .where('city_id', '=', cityId)
    .where('proposal_id', '=', proposalId)
    .where('person_id', '=', personId)
    .returning('at')
    .executeTakeFirst();
  if (!removed) return ok({ removed: false });
  await count(tx, cityId, proposalId, -1);
  await record(tx, cityId, {
    name: 'proposal.unsupported',
    subject: `proposal:${proposalId}`,
    actorId: personId,
    at: now,
    data: { proposalId, cycleId: shown.cycle_id },
  });
  return ok({ removed: true });
}

/** A blackout that stops proposing stops supporting too. */
async function isStopped(tx: Tx, cityId: number, now: Date): Promise<boolean> {
  return (await quietNow(tx, cityId, now))?.phases.includes('proposals') ?? false;
}

/** Everybody who changes a proposal's supports passes here one after the other, so that the shown sum stays the sum. */
function lockPublished(tx: Tx, cityId: number, proposalId: number) {
  return tx
    .selectFrom('published_proposal')
    .select(['cycle_id', 'stage'])
    .where('city_id', '=', cityId)
    .where('proposal_id', '=', proposalId)
    .forUpdate()
    .executeTakeFirst();
}

async function count(tx: Tx, cityId: number, proposalId: number, by: 1 | -1): Promise<void> {
  await tx
    .updateTable('published_proposal')
    .set((eb) => ({ supports: eb('supports', '+', by) }))
    .where('city_id', '=', cityId)
    .where('proposal_id', '=', proposalId)
    .execute();
}

interface NewSupport {
  readonly cityId: number;
  readonly proposalId: number;
  readonly personId: number;
  readonly cycleId: number;
  readonly now: Date;
}

/** Writes the support as the lowest free of the person's n; between two proposals at once the unique index decides. */
async function writeSupport(tx: Tx, support: NewSupport, limit: number | null): Promise<boolean> {
  const { cityId, proposalId, personId, cycleId, now } = support;
  if (!limit) {
    const values = {
      city_id: cityId,
      proposal_id: proposalId,
      person_id: personId,
      cycle_id: cycleId,
      at: now,
    };
    await tx.insertInto('support').values(values).execute();
    return true;
  }
  for (let round = 0; round < limit; round += 1) {
    const { rows } = await sql<{ nth: number }>`
      insert into support (city_id, proposal_id, person_id, cycle_id, nth, at)
      select ${cityId}, ${proposalId}, ${personId}, ${cycleId}, nth, ${now}
      from generate_series(1, ${limit}::int) nth
      where not exists (
        select from support taken
        where taken.city_id = ${cityId} and taken.cycle_id = ${cycleId} and taken.person_id = ${personId}
          and taken.nth = nth.nth
      )
      order by nth limit 1
      on conflict (city_id, cycle_id, person_id, nth) do nothing
      returning nth`.execute(tx);
    if (rows.length > 0) return true;
  }
  return false;
}
