import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, isWorkingDay, type WorkCalendar } from '../platform/time.ts';
import { shiftPhases } from './shift-calendar.ts';

const plain: WorkCalendar = { restDays: [6, 7], holidays: new Set() };

/** Working days from one day until before another. */
function workingDays(calendar: WorkCalendar, from: string, to: string): number {
  let count = 0;
  for (let day = from.slice(0, 10); day < to.slice(0, 10); day = addDays(day, 1)) {
    if (isWorkingDay(calendar, day)) count += 1;
  }
  return count;
}

test('a calendar moves to its own start, hours kept, over a holiday', () => {
  // Monday 1 to Friday 12 March 2027 are ten working days; voting follows on Monday 15 for two days.
  const phases = [
    { kind: 'proposals', opens: '2027-03-01T00:00', closes: '2027-03-13T00:00' },
    { kind: 'voting', opens: '2027-03-15T10:00', closes: '2027-03-16T18:00' },
    { kind: 'projects', opens: null, closes: null },
  ];
  const calendar: WorkCalendar = { restDays: [6, 7], holidays: new Set(['2028-02-07']) };
  // 5 February 2028 is a Saturday and Monday the 7th a holiday, so Tuesday the 8th is the first day.
  expect(shiftPhases(phases, '2028-02-05', calendar)).toEqual([
    { kind: 'proposals', opens: '2028-02-08T00:00', closes: '2028-02-22T00:00' },
    { kind: 'voting', opens: '2028-02-22T10:00', closes: '2028-02-23T18:00' },
    { kind: 'projects', opens: null, closes: null },
  ]);
});

const days = fc.array(fc.tuple(fc.nat(400), fc.nat(23)), { minLength: 2, maxLength: 12 });
const restDays = fc.constantFrom([6, 7], [7], [], [5, 6, 7]);
const holidays = fc.array(fc.nat(1500), { maxLength: 60 });

function calendars(rest: readonly number[], off: readonly number[]): WorkCalendar {
  return { restDays: rest, holidays: new Set(off.map((at) => addDays('2027-01-01', at))) };
}

function drawnPhases(drawn: readonly (readonly [number, number])[]) {
  const walls = drawn
    .map(([day, hour]) => `${addDays('2027-01-01', day)}T${String(hour).padStart(2, '0')}:00`)
    .sort();
  return walls.flatMap((opens, index) => {
    const closes = walls[index + 1];
    return closes !== undefined && opens < closes ? [{ opens, closes }] : [];
  });
}

test('for any city, order stays, every phase has a length, and the first opens on a working day', () => {
  fc.assert(
    fc.property(days, restDays, holidays, fc.nat(700), (drawn, rest, off, from) => {
      const calendar = calendars(rest, off);
      const phases = drawnPhases(drawn);
      const start = addDays('2027-06-01', from);
      const moved = shiftPhases(phases, start, calendar);
      const [first] = moved;
      if (first) {
        const opens = first.opens.slice(0, 10);
        expect(opens >= start && isWorkingDay(calendar, opens)).toBe(true);
        expect(workingDays(calendar, start, opens)).toBe(0);
      }
      const walls = moved.flatMap(({ opens, closes }) => [opens, closes]);
      expect([...walls].sort()).toEqual(walls);
      for (const { opens, closes } of moved) expect(opens < closes).toBe(true);
      moved.forEach((phase, index) => {
        expect(phase.opens.slice(11)).toBe(phases[index]?.opens.slice(11));
        expect(phase.closes.slice(11)).toBe(phases[index]?.closes.slice(11));
      });
    }),
    { numRuns: 500 },
  );
});

test('for dates on working days, every length and every gap stays the same in working days', () => {
  fc.assert(
    fc.property(days, restDays, holidays, fc.nat(700), (drawn, rest, off, from) => {
      const calendar = calendars(rest, off);
      const working = drawn.filter(([day]) => isWorkingDay(calendar, addDays('2027-01-01', day)));
      const phases = drawnPhases(working);
      const moved = shiftPhases(phases, addDays('2027-06-01', from), calendar);
      moved.forEach(({ opens, closes }, index) => {
        const was = phases[index] as { opens: string; closes: string };
        expect(workingDays(calendar, opens, closes)).toBe(workingDays(calendar, was.opens, was.closes));
        const next = moved[index + 1];
        if (!next) return;
        const gap = workingDays(calendar, was.closes, phases[index + 1]?.opens as string);
        expect(workingDays(calendar, closes, next.opens)).toBe(gap);
      });
    }),
    { numRuns: 500 },
  );
});

test('a calendar without dates stays without', () => {
  expect(shiftPhases([{ opens: null, closes: null }], '2027-06-01', plain)).toEqual([
    { opens: null, closes: null },
  ]);
});
