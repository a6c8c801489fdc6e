import { sql } from 'kysely';
import { type Cycle, phaseOf } from '../cycle/cycle-queries.ts';
import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { dayIn } from '../platform/time.ts';
import type {} from './events.ts';

interface Act {
  readonly cityId: number;
  readonly actorId: number | null;
  readonly now: Date;
}

/**
 * The roll of a cycle: everybody who is verified as living in one of its districts and is old enough on the day of the
 * close. Who has no date of birth on record is left out where there is a minimum age, and votes at a booth only where
 * there is one for the web.
 * @returns how many entries were made
 */
export async function buildRoll(tx: Tx, cycle: Cycle, act: Act): Promise<number> {
  const entries = (await insertEntries(tx, cycle, act, 'residence', null)).length;
  await record(tx, act.cityId, {
    name: 'roll.built',
    subject: `cycle:${cycle.id}`,
    actorId: act.actorId,
    at: act.now,
    data: { cycleId: cycle.id, entries },
  });
  return entries;
}

/**
 * Enters a person who was verified after the freezing. Changes nothing for whoever is on the roll already, is too young
 * or lives elsewhere: the entry as it was frozen stands.
 */
export async function enterOnRoll(
  tx: Tx,
  cycle: Cycle,
  act: Act & { readonly personId: number },
): Promise<{ entered: boolean }> {
  const [rollEntryId] = await insertEntries(tx, cycle, act, 'counter', act.personId);
  if (rollEntryId === undefined) return { entered: false };
  await record(tx, act.cityId, {
    name: 'roll.entered',
    subject: `roll-entry:${rollEntryId}`,
    actorId: act.actorId,
    at: act.now,
    data: { cycleId: cycle.id, rollEntryId },
  });
  return { entered: true };
}

async function insertEntries(
  tx: Tx,
  cycle: Cycle,
  { cityId, actorId, now }: Act,
  how: 'residence' | 'counter',
  personId: number | null,
): Promise<number[]> {
  const { minimumAge, webMinimumAge, channels } = cycle.blueprint.voting;
  const onWeb = channels.includes('web');
  const day = await closingDay(tx, cityId, cycle, now);
  const { rows } = await sql<{ id: number }>`
    insert into roll_entry (city_id, cycle_id, person_id, zone_id, web_allowed, added_by, added_at, how)
    select r.city_id, ${cycle.id}, r.person_id, r.zone_id,
      ${onWeb} and (${webMinimumAge ?? 0} = 0
        or coalesce(r.born_on <= ${day}::date - make_interval(years => ${webMinimumAge ?? 0}), false)),
      ${actorId}, ${now}, ${how}
    from residence r
      join district_zone z on z.city_id = r.city_id and z.zone_id = r.zone_id and z.cycle_id = ${cycle.id}
    where r.city_id = ${cityId} and r.revoked_at is null
      and (${personId}::bigint is null or r.person_id = ${personId}::bigint)
      and (${minimumAge ?? 0} = 0 or r.born_on <= ${day}::date - make_interval(years => ${minimumAge ?? 0}))
    on conflict (city_id, cycle_id, person_id) do nothing
    returning id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** The last day on which votes are taken, in the city's zone: ages count on it. */
async function closingDay(tx: Tx, cityId: number, cycle: Cycle, now: Date): Promise<string> {
  const city = await tx
    .selectFrom('city')
    .select('time_zone')
    .where('city_id', '=', cityId)
    .executeTakeFirstOrThrow();
  const phase = await phaseOf(tx, cycle, 'voting', now);
  const last = phase ? new Date(phase.closesAt.getTime() - 1) : now;
  return dayIn(city.time_zone, last);
}
