import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, addWorkingDays, dayIn, daysBetween, formatDate, isWorkingDay, momentIn } from './time.ts';

test("a wall clock of the city's zone is one moment", () => {
  expect(momentIn('America/Monterrey', '2027-03-23').toISOString()).toBe('2027-03-23T06:00:00.000Z');
  expect(momentIn('Europe/Madrid', '2027-07-01', '18:30').toISOString()).toBe('2027-07-01T16:30:00.000Z');
});

test('a wall clock that a change of clocks skips is the moment after the gap, a repeated one the first', () => {
  expect(momentIn('Europe/Madrid', '2027-03-28', '02:30').toISOString()).toBe('2027-03-28T01:30:00.000Z');
  expect(momentIn('Europe/Madrid', '2027-10-31', '02:30').toISOString()).toBe('2027-10-31T00:30:00.000Z');
});

test('day and moment agree in every zone', () => {
  const zones = fc.constantFrom(
    'America/Monterrey',
    'America/Tijuana',
    'Europe/Madrid',
    'Asia/Kathmandu',
    'UTC',
  );
  const day = fc.integer({ min: 0, max: 20_000 }).map((n) => addDays('1990-01-01', n));
  fc.assert(
    fc.property(zones, day, (zone, wanted) => {
      expect(dayIn(zone, momentIn(zone, wanted, '12:00'))).toBe(wanted);
      expect(dayIn(zone, momentIn(zone, wanted, '00:00'))).toBe(wanted);
    }),
  );
});

test('a deadline in working days falls on a working day and counts each working day once', () => {
  const calendar = { restDays: [6, 7], holidays: new Set(['2027-02-01', '2027-03-15']) };
  expect(addWorkingDays(calendar, '2027-01-29', 1)).toBe('2027-02-02');
  const days = fc.integer({ min: 1, max: 60 });
  const start = fc.integer({ min: 0, max: 365 }).map((n) => addDays('2027-01-01', n));
  fc.assert(
    fc.property(start, days, (from, count) => {
      const to = addWorkingDays(calendar, from, count);
      expect(isWorkingDay(calendar, to)).toBe(true);
      let counted = 0;
      for (let at = 1; at <= daysBetween(from, to); at += 1) {
        if (isWorkingDay(calendar, addDays(from, at))) counted += 1;
      }
      expect(counted).toBe(count);
    }),
  );
});

test('dates are written as the reader writes them, in the zone of the city', () => {
  const moment = new Date('2027-05-01T05:59:00Z');
  expect(formatDate(moment, 'day', 'es-MX', 'America/Monterrey')).toBe('30 de abril de 2027');
  expect(formatDate('2027-05-01', 'day', 'es-MX', 'America/Monterrey')).toBe('1 de mayo de 2027');
});
