import { knownLocale } from './i18n/known-locale.ts';

/** Time is UTC in storage and in the city's IANA zone on screens and in deadlines. */

/** A calendar day, 'YYYY-MM-DD', without a zone. */
export type Day = string;

const formats = new Map<string, Intl.DateTimeFormat>();

function format(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(knownLocale(locale), options);
    formats.set(key, made);
  }
  return made;
}

/** The calendar day that a moment falls on in a zone. */
export function dayIn(timeZone: string, moment: Date): Day {
  return format('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(moment);
}

/**
 * The moment at which a wall clock of the zone shows `day` `time` ('HH:MM', 24 h).
 * A time that a change of clocks repeats gives the first of the two; one that it skips, what a clock nobody changed would show.
 */
export function momentIn(timeZone: string, day: Day, time = '00:00'): Date {
  const wall = Date.parse(`${day}T${time}:00Z`);
  if (Number.isNaN(wall)) throw new RangeError(`not a day and time: ${day} ${time}`);
  const before = wall - offsetAt(timeZone, wall - dayLength);
  const after = wall - offsetAt(timeZone, wall + dayLength);
  const shown = [before, after].filter((moment) => moment + offsetAt(timeZone, moment) === wall);
  return new Date(shown.length > 0 ? Math.min(...shown) : before);
}

const dayLength = 86_400_000;

/** Milliseconds by which the zone's wall clock is ahead of UTC at a moment. */
function offsetAt(timeZone: string, moment: number): number {
  const parts = format('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(moment);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const wall = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return wall - Math.floor(moment / 1000) * 1000;
}

export function addDays(day: Day, days: number): Day {
  const moment = new Date(`${day}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + days);
  return moment.toISOString().slice(0, 10);
}

/** Whole calendar days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayLength);
}

/** What a city counts as working time: ISO weekdays (1 Monday … 7 Sunday) that rest, and holidays. */
export interface WorkCalendar {
  readonly restDays: readonly number[];
  readonly holidays: ReadonlySet<Day>;
}

export function isWorkingDay(calendar: WorkCalendar, day: Day): boolean {
  const weekday = ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
  return !calendar.restDays.includes(weekday) && !calendar.holidays.has(day);
}

/** The day that lies `days` working days after `day`; a deadline never falls on a day of rest. */
export function addWorkingDays(calendar: WorkCalendar, day: Day, days: number): Day {
  let at = day;
  for (let left = days; left > 0; ) {
    at = addDays(at, 1);
    if (isWorkingDay(calendar, at)) left -= 1;
  }
  return at;
}

/** How many working days lie after `from`, up to and with `to`. */
export function workingDaysBetween(calendar: WorkCalendar, from: Day, to: Day): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1))
    if (isWorkingDay(calendar, day)) count += 1;
  return count;
}

export type DateStyle = 'day' | 'short' | 'short-year' | 'moment' | 'time' | 'month' | 'year';

const styles: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  day: { day: 'numeric', month: 'long', year: 'numeric' },
  short: { day: 'numeric', month: 'short' },
  'short-year': { day: 'numeric', month: 'short', year: 'numeric' },
  moment: { day: 'numeric', month: 'long', year: 'numeric', hour: 'numeric', minute: '2-digit' },
  time: { hour: 'numeric', minute: '2-digit' },
  month: { month: 'long', year: 'numeric' },
  year: { year: 'numeric' },
};

/** A moment (Date) or a calendar day (string) as the reader's locale writes it. */
export function formatDate(value: Date | Day, style: DateStyle, locale: string, timeZone: string): string {
  const isDay = typeof value === 'string';
  const moment = isDay ? new Date(`${value}T12:00:00Z`) : value;
  return format(locale, { ...styles[style], timeZone: isDay ? 'UTC' : timeZone }).format(moment);
}
