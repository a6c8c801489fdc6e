import { aCity, setClock } from '../src/city/city.fixtures.ts';
import { departmentsOf, zonesOf } from '../src/city/city-queries.ts';
import { moveClock } from '../src/city/clock.ts';
import { aCycle, type CycleWish, storyNow } from '../src/cycle/cycle.fixtures.ts';
import type { Cycle } from '../src/cycle/cycle-queries.ts';
import { aResident, aStaffMember, signedInAs, staffNames } from '../src/people/people.fixtures.ts';
import type { Role } from '../src/platform/http/viewer.ts';
import type { TestHouse } from './house.ts';

/**
 * The one named story of all journeys: San Jacinto, a small valley town in its cycle of 2027. Lucía proposes, Tomás votes on
 * paper, Maribel coordinates, Iker evaluates for the parks, Don Aurelio signs, Rosa keeps the booth, Paz builds,
 * Nadia administers and Beto observes.
 */
export interface Story {
  readonly cityId: number;
  readonly cycle: Cycle;
  readonly people: Readonly<Record<'lucia' | 'tomas' | Role, number>>;
  /** A Cookie header for a person of the story. */
  readonly cookieOf: (personId: number) => Promise<string>;
  /** Moves the city's clock ahead; never back. */
  readonly moveTo: (moment: Date) => Promise<void>;
  readonly days: (count: number) => Date;
}

/** Days of the story's cycle in which something can be done, counted from the story's first moment. */
export const storyDays = {
  evaluation: 28,
  reveal: 80,
  voting: 98,
  closed: 112,
  results: 113,
  projects: 120,
} as const;

export async function tellStory(house: TestHouse, wish: CycleWish = {}): Promise<Story> {
  const { db } = house;
  const now = wish.now ?? storyNow;
  const cityId = await aCity(db);
  await house.assembly.cities.reload();
  const moveTo = async (moment: Date) => {
    await db.inCity(cityId, async (tx) => {
      const moved = await moveClock(tx, { city: { id: cityId, demo: true }, actorId: null, to: moment });
      if (!moved.ok) throw new Error(`the clock does not move: ${moved.reason}`);
    });
  };
  await db.inCity(cityId, (tx) => setClock(tx, cityId, now));
  const { cycle, people } = await db.inCity(cityId, async (tx) => {
    const zones = new Map((await zonesOf(tx, cityId)).map((zone) => [zone.code, zone.id]));
    const departments = new Map((await departmentsOf(tx, cityId)).map(({ code, id }) => [code, id]));
    const parques = departments.get('parques') as number;
    const staff = async (role: Role, departmentId?: number) =>
      aStaffMember(tx, {
        cityId,
        role,
        now,
        email: `${role}@sanjacinto.example`,
        name: staffNames[role],
        ...(departmentId !== undefined && { departmentId }),
      });
    const resident = (name: string, zone: string, email: string) =>
      aResident(tx, { cityId, zoneId: zones.get(zone) as number, now, name, email });
    return {
      cycle: await aCycle(tx, cityId, { ...wish, now }),
      people: {
        administrator: await staff('administrator'),
        coordinator: await staff('coordinator'),
        evaluator: await staff('evaluator', parques),
        signer: await staff('signer'),
        booth_officer: await staff('booth_officer'),
        project_manager: await staff('project_manager', parques),
        observer: await staff('observer'),
        support: await staff('support'),
        lucia: await resident('Lucía Hernández', 'los-nogales', 'lucia@sanjacinto.example'),
        tomas: await resident('Tomás Ruiz', 'centro', 'tomas@sanjacinto.example'),
      },
    };
  });
  return {
    cityId,
    cycle,
    people,
    cookieOf: (personId) => db.inCity(cityId, (tx) => signedInAs(tx, { cityId, personId })),
    moveTo,
    days: (count) => new Date(now.getTime() + count * 86_400_000),
  };
}
