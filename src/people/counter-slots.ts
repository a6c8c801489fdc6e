import { slot } from '../platform/http/slot.ts';

/** What later modules can do for the person who stands at the counter; the ticket opens her to this officer alone. */
export const counterPerson = slot<{ readonly personId: number; readonly ticket: string }>(
  'people.counter-person',
);
