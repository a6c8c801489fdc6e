import type { PhaseKind } from '../cycle/cycle-section.ts';
import { addDays, type Day, dayIn, momentIn } from '../platform/time.ts';

/** Phases in which a demo can be opened, in order. */
export const demoPhases = ['proposals', 'review', 'evaluation', 'voting', 'results', 'projects'] as const;
export type DemoPhase = (typeof demoPhases)[number];

export function isDemoPhase(text: string): text is DemoPhase {
  return (demoPhases as readonly string[]).includes(text);
}

/**
 * The calendar of San Pedro 2023 in days from the first day of its proposals (23 March 2023; published sources), each with
 * the first day after it. The results stay open for two weeks instead of one day, so that a visitor meets them; the works,
 * whose dates are not known, get two years.
 */
const calendar: Readonly<Record<DemoPhase, readonly [opens: number, closes: number]>> = {
  proposals: [0, 39],
  review: [40, 48],
  evaluation: [48, 111],
  voting: [136, 165],
  results: [165, 179],
  projects: [179, 909],
};

/** How many days of the wanted phase have gone by. */
const daysIn: Readonly<Record<DemoPhase, number>> = {
  proposals: 24,
  review: 3,
  evaluation: 38,
  voting: 18,
  results: 4,
  projects: 200,
};

export const demoTimeZone = 'America/Monterrey';

/** An edition's own calendar: everything that happens in it is told in days from its first. */
export interface DemoCalendar {
  /** By which the edition is called. */
  readonly year: number;
  readonly firstDay: Day;
  readonly phases: readonly { readonly kind: PhaseKind; readonly opens: string; readonly closes: string }[];
}

/** The calendar of an edition whose `phase` is open at `now`. */
export function calendarWith(phase: DemoPhase, now: Date): DemoCalendar {
  const firstDay = addDays(dayIn(demoTimeZone, now), -(calendar[phase][0] + daysIn[phase]));
  return calendarFrom(firstDay, Number(firstDay.slice(0, 4)));
}

/** The edition before: the same calendar, one year of whole weeks earlier. */
export function yearBefore({ firstDay, year }: DemoCalendar): DemoCalendar {
  // Not the year of its first day: 364 days before a 31 December lie in the same year.
  return calendarFrom(addDays(firstDay, -364), year - 1);
}

function calendarFrom(firstDay: Day, year: number): DemoCalendar {
  const phases = demoPhases.map((kind) => ({
    kind,
    opens: `${addDays(firstDay, calendar[kind][0])}T00:00`,
    closes: `${addDays(firstDay, calendar[kind][1])}T00:00`,
  }));
  return { year, firstDay, phases };
}

/** The moment at which the city's clock shows `time`, so many days after `firstDay`. */
export function momentOn(firstDay: Day, days: number, time = '12:00'): Date {
  return momentIn(demoTimeZone, addDays(firstDay, days), time);
}
