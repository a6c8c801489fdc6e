import type { Blueprint } from '../../cycle/blueprint.ts';
import { addDays, type Day, dayIn, daysBetween, momentIn } from '../../platform/time.ts';

/** How many days of the first phase have gone by when the space opens. */
const daysIn = 10;

/**
 * The rules of a cycle with all its dates moved by the same days, so that its first phase has been open for some days, or
 * for a third of it where it is short.
 */
export function practiceBlueprint(
  blueprint: Blueprint,
  timeZone: string,
  now: Date,
): { readonly blueprint: unknown; readonly opened: Date } {
  const { phases, prefix } = blueprint.cycle;
  const dated = phases.flatMap(({ opens, closes }) => (opens && closes ? [{ opens, closes }] : []));
  const [first] = dated.sort((one, other) => (one.opens < other.opens ? -1 : 1));
  if (!first) throw new Error('the cycle has no dates to copy');
  const length = daysBetween(dayOf(first.opens), dayOf(first.closes));
  // Where the phase opens at an hour that today has not reached, all the same it opened yesterday at the latest.
  const back = Math.max(1, Math.min(daysIn, Math.floor(length / 3)));
  const begins = addDays(dayIn(timeZone, now), -back);
  const shift = daysBetween(dayOf(first.opens), begins);
  const moved = (wall: string | null) => wall && `${addDays(dayOf(wall), shift)}T${wall.slice(11)}`;
  const document = {
    ...blueprint,
    cycle: {
      ...blueprint.cycle,
      // Folios of the space are told from real ones at a glance.
      prefix: `X${prefix ?? 'PP'}`.slice(0, 8),
      phases: phases.map((phase) => ({ ...phase, opens: moved(phase.opens), closes: moved(phase.closes) })),
    },
  };
  return { blueprint: document, opened: momentIn(timeZone, begins, first.opens.slice(11)) };
}

function dayOf(wall: string): Day {
  return wall.slice(0, 10);
}
