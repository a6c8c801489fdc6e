import './events.ts';
import { createCity } from '../city/create-city.ts';
import { mexicanHolidays } from '../city/mexican-holidays.ts';
import { publishCycle } from '../cycle/publish-cycle.ts';
import { startCycle } from '../cycle/start-cycle.ts';
import type { Database, Tx } from '../platform/db/database.ts';
import { inSilence, record } from '../platform/events/events.ts';
import type { Day } from '../platform/time.ts';
import { type DemoProposal, demoContent } from './content/demo-content.ts';
import { calendarWith, type DemoCalendar, type DemoPhase, momentOn, yearBefore } from './demo-phases.ts';
import { done } from './play/done.ts';
import { playCycle } from './play/play-cycle.ts';
import { pastBlueprint, runningBlueprint } from './seed/demo-blueprint.ts';
import { type Resident, seedPeople } from './seed/seed-people.ts';
import { seedProposals, seedSupports } from './seed/seed-proposals.ts';

export interface DemoWish {
  readonly now: Date;
  /** The phase of the running edition that is open at `now`. */
  readonly phase: DemoPhase;
}

/**
 * Makes the demo city: its people, the edition of the year before with its works, and the running edition in the wanted
 * phase. Everything goes through the verbs with dates of its own, so that it looks, and can be gone on with, like a city
 * that has worked with the program for a year. The same wish gives the same city, sealed ballots apart.
 * @returns directory.city.id
 */
export function seedDemo(db: Database, wish: DemoWish): Promise<number> {
  return inSilence(() => seed(db, wish));
}

async function seed(db: Database, { now, phase }: DemoWish): Promise<number> {
  const running = calendarWith(phase, now);
  const past = yearBefore(running);
  const { slug, name, timeZone, currency, locales, departments } = demoContent.city;
  const zones = demoContent.zones.map(({ ring, ...zone }) => ({
    ...zone,
    geometry: { type: 'Polygon' as const, coordinates: [ring] },
  }));
  const cityId = await createCity(db, {
    slug,
    name,
    timeZone,
    currency,
    locales,
    zones,
    holidays: mexicanHolidays,
    departments,
  });
  const city = { id: cityId, timeZone, currency };
  const arrival = momentOn(past.firstDay, -30);
  const residents = await db.inCity(cityId, (tx) => seedPeople(tx, cityId, arrival));
  const editions = [
    { calendar: past, blueprint: pastBlueprint(past), written: demoContent.past },
    { calendar: running, blueprint: runningBlueprint(running), written: demoContent.proposals },
  ];
  // One after the other, because the newest cycle is the city's current one.
  const cycleIds: number[] = [];
  for (const { calendar, blueprint } of editions) {
    cycleIds.push(await db.inCity(cityId, (tx) => startEdition(tx, cityId, calendar, blueprint)));
  }
  // Neither edition knows of the other before it is published, so both processor cores have work.
  await Promise.all(
    editions.map(({ calendar, written }, index) => {
      const cycleId = cycleIds[index] as number;
      return db.inCity(cityId, (tx) => seedEdition(tx, { cycleId, calendar, written, city, residents, now }));
    }),
  );
  await db.inCity(cityId, (tx) =>
    record(tx, cityId, {
      name: 'demo.seeded',
      subject: `city:${cityId}`,
      actorId: null,
      at: now,
      data: { phase },
    }),
  );
  return cityId;
}

async function startEdition(
  tx: Tx,
  cityId: number,
  { firstDay, year }: DemoCalendar,
  blueprint: unknown,
): Promise<number> {
  const slug = String(year);
  const name = demoContent.city.edition.replace('{year}', slug);
  const now = announcementOf(firstDay);
  const started = await startCycle(tx, { cityId, actorId: null, now, slug, name, blueprint });
  if (!started.ok) throw new Error(`the demo's blueprint is refused: ${JSON.stringify(started.findings)}`);
  return started.value;
}

/** Two weeks before the first proposals. */
function announcementOf(firstDay: Day): Date {
  return momentOn(firstDay, -14);
}

interface EditionWish {
  readonly city: { readonly id: number; readonly timeZone: string; readonly currency: string };
  readonly cycleId: number;
  readonly calendar: DemoCalendar;
  readonly written: readonly DemoProposal[];
  readonly residents: readonly Resident[];
  readonly now: Date;
}

async function seedEdition(
  tx: Tx,
  { city, cycleId, calendar: { firstDay }, written, residents, now }: EditionWish,
): Promise<void> {
  const cityId = city.id;
  const announced = announcementOf(firstDay);
  done(await publishCycle(tx, { cityId, cycleId, actorId: null, now: announced }));
  const from = momentOn(firstDay, 0, '06:00');
  const closes = momentOn(firstDay, 38, '22:00');
  const edition = { cityId, cycleId, residents, from, until: earlier(closes, now) };
  const seeded = await seedProposals(tx, edition, written);
  // First until all are released: supports are for what is public and not yet decided.
  const released = earlier(momentOn(firstDay, 42), now);
  await playCycle(tx, { city, cycleId, from: announced, until: released });
  await seedSupports(tx, { ...edition, until: earlier(momentOn(firstDay, 70), now) }, seeded);
  await playCycle(tx, { city, cycleId, from: released, until: now });
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other;
}
