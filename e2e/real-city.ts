import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { departmentsOf, zonesOf } from '../src/city/city-queries.ts';
import { moveClock } from '../src/city/clock.ts';
import type { BlueprintDistrict } from '../src/cycle/cycle-section.ts';
import { aStaffMember, signedInAs } from '../src/people/people.fixtures.ts';
import type { Tx } from '../src/platform/db/database.ts';
import { readImportFile } from '../src/proposals/read-import-file.ts';
import { realPhaseDays, valladolid } from '../test/valladolid.ts';
import type { RunningHouse } from './running-city.ts';
import { Visitor } from './visitor.ts';

/** Six districts of the ten zones: what is one neighbourhood with two names votes together. */
export const realDistricts = [
  { code: 'este', name: 'Este', zones: ['1', '2'] },
  { code: 'esgueva', name: 'Esgueva', zones: ['3', '4'] },
  { code: 'pisuerga', name: 'Pisuerga', zones: ['5', '6'] },
  { code: 'parquesol', name: 'Parquesol', zones: ['7'] },
  { code: 'sur', name: 'Sur', zones: ['8', '9'] },
  { code: 'centro', name: 'Centro', zones: ['10'] },
] satisfies BlueprintDistrict[];

/** 600,000 € for each district, so that a district's five best liked proposals do not all fit. */
const money = 60_000_000;

export interface RealStaff {
  readonly coordinatorId: number;
  readonly evaluatorId: number;
  readonly signerId: number;
  readonly officerId: number;
  readonly managerId: number;
  /** The evaluator's and the manager's. */
  readonly departmentId: number;
}

export interface RealJourney {
  readonly running: RunningHouse;
  /** http://localhost:PORT/valladolid */
  readonly address: string;
  readonly cityId: number;
  readonly cycleId: number;
  readonly staff: RealStaff;
  /** zone.id by the file's zone_id. */
  readonly zoneIds: ReadonlyMap<string, number>;
  readonly inCity: <Value>(work: (tx: Tx) => Promise<Value>) => Promise<Value>;
  /** A moment of the cycle: days after its `now`, at noon. */
  readonly day: (count: number) => Date;
  readonly moveTo: (moment: Date) => Promise<void>;
  /** The person's browser: wide for staff, a phone for everybody else; nobody has JavaScript. */
  readonly visitor: (
    browser: Browser,
    personId: number | null,
    screen?: 'phone' | 'desk',
  ) => Promise<Visitor>;
}

/** Days of the cycle on which something can be done. */
export const realDays = {
  evaluation: realPhaseDays.evaluation + 5,
  reveal: realPhaseDays.voting - 20,
  voting: realPhaseDays.voting + 5,
  closed: realPhaseDays.results + 1,
  projects: realPhaseDays.projects + 1,
} as const;

/** Noon of the next 20 January, soon after the proposals were collected, in a year that a demo's clock can still reach. */
function nextJanuary(): Date {
  const year = new Date().getUTCFullYear();
  const thisYears = new Date(Date.UTC(year, 0, 20, 11));
  return thisYears > new Date() ? thisYears : new Date(Date.UTC(year + 1, 0, 20, 11));
}

/** A city of the real file in a running house, with its staff; further ones in the same house need another slug. */
export async function realJourney(
  running: RunningHouse,
  file: string,
  slug = 'valladolid',
): Promise<RealJourney> {
  const { db, assembly } = running.house;
  const now = nextJanuary();
  const { cityId, cycleId } = await valladolid(db, file, now, { slug, districts: realDistricts, money });
  await assembly.cities.reload();
  const inCity: RealJourney['inCity'] = (work) => db.inCity(cityId, work);
  const moveTo = (moment: Date) =>
    inCity(async (tx) => {
      const moved = await moveClock(tx, { city: { id: cityId, demo: true }, actorId: null, to: moment });
      if (!moved.ok) throw new Error(`the clock does not move: ${moved.reason}`);
    });
  await moveTo(now);
  const address = `${running.address}/${slug}`;
  return {
    running,
    address,
    cityId,
    cycleId,
    staff: await inCity((tx) => staffOf(tx, cityId, now)),
    zoneIds: new Map((await inCity((tx) => zonesOf(tx, cityId))).map(({ code, id }) => [code, id])),
    inCity,
    day: (count) => new Date(now.getTime() + count * 86_400_000),
    moveTo,
    visitor: async (browser, personId, screen = 'phone') => {
      const cookie = personId === null ? '' : await inCity((tx) => signedInAs(tx, { cityId, personId }));
      const wish = { javaScript: false, locale: 'es-ES', patience: 60_000 } as const;
      return Visitor.comes(browser, address, { ...wish, screen, cookie });
    },
  };
}

async function staffOf(tx: Tx, cityId: number, now: Date): Promise<RealStaff> {
  const departmentId = (await departmentsOf(tx, cityId)).find(({ code }) => code === 'parques')?.id as number;
  return {
    coordinatorId: await aStaffMember(tx, { cityId, role: 'coordinator', now }),
    evaluatorId: await aStaffMember(tx, { cityId, role: 'evaluator', departmentId, now }),
    signerId: await aStaffMember(tx, { cityId, role: 'signer', now }),
    officerId: await aStaffMember(tx, { cityId, role: 'booth_officer', now }),
    managerId: await aStaffMember(tx, { cityId, role: 'project_manager', departmentId, now }),
    departmentId,
  };
}

/** One row of the file, as far as the journey needs to know what became of the proposal. */
export interface RealRow {
  /** Line of the file on which the row begins. */
  readonly line: number;
  readonly code: string;
  readonly zone: string;
  readonly zoneName: string;
  readonly title: string;
  readonly text: string;
  readonly supports: number;
  readonly outcome: string;
  /** Why the city's board refused it; '' where nothing was written. */
  readonly reason: string;
  /** Euro cents; null where the city gave none. */
  readonly cost: number | null;
}

export async function realRows(file: string): Promise<RealRow[]> {
  const read = await readImportFile(await readFile(file));
  if (!read.ok) throw new Error(`${file}: ${read.reason}`);
  const { columns, rows } = read.value;
  return rows.map(({ line, cells }) => {
    const cell = (name: string) => cells[columns.indexOf(name)] ?? '';
    const euros = cell('amount_eur');
    return {
      line,
      code: cell('code'),
      zone: cell('zone_id'),
      zoneName: cell('zone'),
      title: cell('title').trim(),
      text: cell('description'),
      supports: Number(cell('supports')),
      outcome: cell('outcome'),
      reason: cell('exclusion_reason').trim(),
      cost: euros === '' ? null : Math.round(Number(euros) * 100),
    };
  });
}
