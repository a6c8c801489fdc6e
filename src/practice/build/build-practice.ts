import { cityWeek, departmentsOf, holidaysOf, zonesOf } from '../../city/city-queries.ts';
import { createCity } from '../../city/create-city.ts';
import { cycleById } from '../../cycle/cycle-queries.ts';
import { publishCycle } from '../../cycle/publish-cycle.ts';
import { startCycle } from '../../cycle/start-cycle.ts';
import { createPerson } from '../../people/create-person.ts';
import { grantRole } from '../../people/grant-role.ts';
import { inviteToPractice } from '../../people/practice-viewer.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import type { CityFacts } from '../../platform/http/city.ts';
import type { Role } from '../../platform/http/viewer.ts';
import type { OrderView } from '../practice-queries.ts';
import { type Guest, staffOf } from '../practice-queries.ts';
import { inventPeople } from './invent-people.ts';
import { inventProposals } from './invent-proposals.ts';
import { practiceBlueprint } from './practice-blueprint.ts';

/**
 * Makes a practice space: the living city's zones, calendar, departments, words and the rules of one cycle, its invited
 * staff, and nothing of its people. Throws what the order then tells as its failure.
 * @returns directory.city.id of the space
 */
export async function buildPractice(
  db: Database,
  living: CityFacts,
  order: OrderView,
  now: Date,
): Promise<number> {
  const source = await db.inCity(living.id, (tx) => readLiving(tx, living, order), { readOnly: true });
  const spaceId = await createCity(db, {
    slug: practiceSlug(living.slug),
    name: `${living.name} · Práctica`,
    timeZone: living.timeZone,
    currency: living.currency,
    locales: living.locales,
    zones: source.zones,
    holidays: source.holidays,
    departments: source.departments,
    restDays: source.restDays,
    practiceOf: living.id,
  });
  await db.inCity(spaceId, async (tx) => {
    await tx
      .updateTable('city')
      .set({ words: JSON.stringify(living.words) })
      .where('city_id', '=', spaceId)
      .execute();
    await seatGuests(tx, spaceId, source.guests, now);
    const people = await inventPeople(tx, spaceId, order.proposals, now);
    const { cycle } = source;
    const { blueprint, opened } = practiceBlueprint(cycle.blueprint, living.timeZone, now);
    const started = await startCycle(tx, {
      cityId: spaceId,
      actorId: null,
      now: opened,
      slug: cycle.slug,
      name: cycle.name,
      blueprint,
    });
    if (!started.ok) {
      const paths = started.findings.map(({ path }) => path).join(', ');
      throw new Error(`the blueprint cannot be started: ${started.reason} ${paths}`);
    }
    await publishCycle(tx, { cityId: spaceId, cycleId: started.value, actorId: null, now: opened });
    await inventProposals(
      tx,
      { cityId: spaceId, cycleId: started.value, people, from: opened, until: now },
      order.proposals,
    );
  });
  return spaceId;
}

export function practiceSlug(slug: string): string {
  return `${slug.slice(0, 40 - '-practice'.length)}-practice`;
}

async function readLiving(tx: Tx, living: CityFacts, order: OrderView) {
  const cycle = order.cycleId === null ? undefined : await cycleById(tx, living.id, order.cycleId);
  if (!cycle) throw new Error('the cycle to copy is gone');
  const { restDays } = await cityWeek(tx, living.id);
  const zones = await zonesOf(tx, living.id);
  return {
    cycle,
    restDays,
    zones: zones.map(({ code, name, population, geometry }) => ({
      code,
      name,
      geometry,
      ...(population !== null && { population }),
    })),
    holidays: (await holidaysOf(tx, living.id)).map(({ day, name }) => ({ day, name })),
    departments: (await departmentsOf(tx, living.id)).map(({ code, name }) => ({ code, name })),
    guests: (await staffOf(tx, living.id)).filter(({ personId }) => order.guests.includes(personId)),
  };
}

/** Invited staff with the roles that they hold; without their addresses, so that no mail finds them. */
async function seatGuests(tx: Tx, cityId: number, guests: readonly Guest[], now: Date): Promise<void> {
  const departments = new Map((await departmentsOf(tx, cityId)).map(({ code, id }) => [code, id]));
  for (const { personId: guestId, name, roles } of guests) {
    const personId = await createPerson(tx, { cityId, name: name ?? undefined, how: 'invitation', now });
    await inviteToPractice(tx, { cityId, guestId, personId });
    for (const { role, department } of roles) {
      const departmentId = department === null ? null : (departments.get(department) ?? null);
      await grantRole(tx, { cityId, personId, role: role as Role, departmentId, actorId: null, now });
    }
  }
}
