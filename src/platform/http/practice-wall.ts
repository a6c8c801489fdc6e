import type { CityFacts } from './city.ts';
import type { Viewer } from './viewer.ts';

/**
 * Addresses that a practice space has none of. Accounts belong to the whole installation: a code that can be read in a
 * practice mailbox, or an invitation accepted there, would open a living city. So nobody signs in, is invited or proves
 * anything in a practice space; guests come with the session of their living city.
 */
const closed = [
  /^\/sign-in(\/|$)/,
  /^\/demo\/sign-in$/,
  /^\/desk\/people(\/|$)/,
  /^\/desk\/practice$/,
  /^\/(invitation|passkey|oidc|auth)/,
  /^\/me\/passkeys(\/|$)/,
];

export function isClosedInPractice(city: CityFacts, path: string): boolean {
  return city.practice !== undefined && closed.some((pattern) => pattern.test(path));
}

/** Whether somebody stands before a practice space who was not invited. */
export function isStranger(city: CityFacts, viewer: Viewer): boolean {
  return city.practice !== undefined && viewer.personId === null;
}
