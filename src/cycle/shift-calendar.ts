import { addDays, type Day, isWorkingDay, type WorkCalendar } from '../platform/time.ts';

/** A phase by the city's wall clock; null where not known yet. */
interface Dated {
  readonly opens: string | null;
  readonly closes: string | null;
}

/**
 * Moves a calendar to another start. The first phase opens on the first working day on or after `start`; every other date
 * lies as many working days of `calendar` after it as before, at the same hour. Dates on days of rest go to the working
 * day that follows, and never before a date that came earlier.
 */
export function shiftPhases<Phase extends Dated>(
  phases: readonly Phase[],
  start: Day,
  calendar: WorkCalendar,
): Phase[] {
  const walls = phases.flatMap(({ opens, closes }) => [opens, closes]).filter((wall) => wall !== null);
  const moments = [...new Set(walls)].sort();
  const [first] = moments;
  if (first === undefined) return [...phases];
  let opening = start;
  while (!isWorkingDay(calendar, opening)) opening = addDays(opening, 1);
  const target = workingDaysFrom(opening, calendar);
  const moved = new Map<string, string>();
  let day = dayOf(first);
  let position = 0;
  let late = 0;
  let before = '';
  for (const moment of moments) {
    for (; day < dayOf(moment); day = addDays(day, 1)) if (isWorkingDay(calendar, day)) position += 1;
    const at = () => `${target(position + late)}T${moment.slice(11)}`;
    // Only dates on days of rest can fall together here; a phase keeps a length and dates keep their order.
    const collapses = () =>
      phases.some(
        ({ opens, closes }) => closes === moment && opens !== null && at() <= (moved.get(opens) ?? ''),
      );
    while (at() < before || collapses()) late += 1;
    before = at();
    moved.set(moment, before);
  }
  return phases.map((phase) => ({
    ...phase,
    opens: phase.opens && (moved.get(phase.opens) ?? phase.opens),
    closes: phase.closes && (moved.get(phase.closes) ?? phase.closes),
  }));
}

/** The working day that lies so many working days after a working day; 0 is the day itself. */
function workingDaysFrom(first: Day, calendar: WorkCalendar): (count: number) => Day {
  const days = [first];
  return (count) => {
    while (days.length <= count) {
      let next = addDays(days.at(-1) as Day, 1);
      while (!isWorkingDay(calendar, next)) next = addDays(next, 1);
      days.push(next);
    }
    return days[count] as Day;
  };
}

function dayOf(wall: string): Day {
  return wall.slice(0, 10);
}
