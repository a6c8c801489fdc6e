import { z } from 'zod';
import type { UploadedFile } from '../../platform/http/form.ts';
import {
  act,
  type FieldError,
  type Outcome,
  type PageRequest,
  page,
  pressedBy,
  redirect,
  refused,
} from '../../platform/http/page.ts';
import { addDepartment } from '../add-department.ts';
import { addHoliday } from '../add-holiday.ts';
import { changeCity } from '../change-city.ts';
import { mayRunCity, maySeeCity } from '../city-policy.ts';
import {
  cityWeek,
  type Department,
  departmentsOf,
  type Holiday,
  holidaysOf,
  type Zone,
  zonesOf,
} from '../city-queries.ts';
import { importZones } from '../import-zones.ts';
import { removeHoliday } from '../remove-holiday.ts';
import { renameDepartment } from '../rename-department.ts';
import { CityDeskView } from './city-view.tsx';

export interface CityDeskData {
  readonly name: string;
  readonly restDays: readonly number[];
  readonly zones: readonly (Omit<Zone, 'geometry'> & { readonly onMap: boolean })[];
  readonly holidays: readonly Holiday[];
  readonly departments: readonly Department[];
}

const place = '/desk/city';
const name = z.string().trim().min(1).max(120);
const day = z.iso.date('city.bad-day');
const restDays = z.preprocess(
  (value) => (value === undefined ? [] : [value].flat()),
  z.array(z.coerce.number().int().min(1).max(7)).max(6),
);
const file = z.custom<UploadedFile>(
  (value) => typeof value === 'object' && value !== null && 'bytes' in value,
  'city.zones.no-file',
);

/** How many of the file's problems a page lists; the rest is a number. */
const shownProblems = 20;

function who({ city, viewer, now }: PageRequest) {
  return { cityId: city.id, actorId: viewer.personId as number, now };
}

async function takeZones(request: PageRequest, upload: UploadedFile): Promise<Outcome> {
  const text = upload.bytes.toString('utf8');
  const done = await importZones(request.tx, { ...who(request), text });
  if (done.ok) return redirect(place, 'city.zones.imported', { ...done.value });
  const errors: FieldError[] = done.problems
    .slice(0, shownProblems)
    .map(({ key, args }) => ({ field: 'file', key, args }));
  const left = done.problems.length - errors.length;
  if (left > 0) errors.push({ field: 'file', key: 'city.zones.more-problems', args: { count: left } });
  return { kind: 'refused', errors };
}

/** What the city is: its name, week, zones, holidays and departments. */
export const cityPage = page({
  path: place,
  who: maySeeCity,
  load: async ({ tx, city }): Promise<CityDeskData> => {
    const zones = await zonesOf(tx, city.id);
    return {
      ...(await cityWeek(tx, city.id)),
      zones: zones.map(({ geometry, ...zone }) => ({ ...zone, onMap: geometry !== null })),
      holidays: await holidaysOf(tx, city.id),
      departments: await departmentsOf(tx, city.id),
    };
  },
  acts: pressedBy(mayRunCity, {
    change: act({
      input: z.object({ name, restDays }),
      run: async (request: PageRequest, input) => {
        await changeCity(request.tx, { ...who(request), ...input });
        return redirect(place, 'city.changed');
      },
    }),
    'import-zones': act({
      input: z.object({ file }),
      run: (request: PageRequest, input) => takeZones(request, input.file),
    }),
    'add-holiday': act({
      input: z.object({ day, name }),
      run: async (request: PageRequest, input) => {
        const done = await addHoliday(request.tx, { ...who(request), ...input });
        return done.ok ? redirect(place, 'city.holidays.added') : refused('city.holidays.known', {}, 'day');
      },
    }),
    'remove-holiday': act({
      input: z.object({ day }),
      run: async (request: PageRequest, input) => {
        const done = await removeHoliday(request.tx, { ...who(request), ...input });
        return done.ok ? redirect(place, 'city.holidays.removed') : refused('city.gone');
      },
    }),
    'add-department': act({
      input: z.object({
        code: z
          .string()
          .trim()
          .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'city.departments.bad-code')
          .max(40),
        name,
      }),
      run: async (request: PageRequest, input) => {
        const done = await addDepartment(request.tx, { ...who(request), ...input });
        return done.ok
          ? redirect(place, 'city.departments.added')
          : refused('city.departments.known', {}, 'code');
      },
    }),
    'rename-department': act({
      input: z.object({ departmentId: z.coerce.number().int(), name }),
      run: async (request: PageRequest, input) => {
        const done = await renameDepartment(request.tx, { ...who(request), ...input });
        return done.ok ? redirect(place, 'city.departments.renamed') : refused('city.gone');
      },
    }),
  }),
  view: (data) => <CityDeskView {...data} />,
});
