import { formatDate, momentIn } from '../platform/time.ts';

/** A moment as the city's clock shows it, 'YYYY-MM-DDTHH:MM': what blueprints and forms write. */
export function wallClock(moment: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(moment);
  return parts.replace(' ', 'T');
}

/** The moment at which the city's clock shows 'YYYY-MM-DDTHH:MM'. */
export function momentOf(wall: string, timeZone: string): Date {
  const [day, time] = wall.split('T') as [string, string];
  return momentIn(timeZone, day, time);
}

/**
 * A closing as people say it. Phases close at the first moment after them: at midnight, the day before is the last one
 * ("30 de abril"); at any other hour the hour counts.
 */
export function closingText(closesAt: Date, locale: string, timeZone: string): string {
  const midnight = wallClock(closesAt, timeZone).endsWith('T00:00');
  return formatDate(
    midnight ? new Date(closesAt.getTime() - 1) : closesAt,
    midnight ? 'day' : 'moment',
    locale,
    timeZone,
  );
}

/** An opening as people say it: at midnight the day is enough, at any other hour the hour counts. */
export function openingText(opensAt: Date, locale: string, timeZone: string): string {
  const midnight = wallClock(opensAt, timeZone).endsWith('T00:00');
  return formatDate(opensAt, midnight ? 'day' : 'moment', locale, timeZone);
}
