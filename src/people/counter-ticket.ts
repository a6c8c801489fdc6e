import { decrypt, encrypt } from '../platform/encrypt.ts';
import { accounts } from './accounts.ts';

const minutes = 30;

/**
 * Lets one officer open one person's page for half an hour after she was found by her document: there is no address
 * by which the city's people can be read one after the other.
 */
export function makeTicket(cityId: number, officerId: number, personId: number): string {
  const text = JSON.stringify({ personId, until: Date.now() + minutes * 60_000 });
  return encrypt(accounts().keys.slips, text, `counter ${cityId} ${officerId}`).toString('base64url');
}

/** The person, or null when the ticket is another officer's, another city's, too old, or none. */
export function readTicket(cityId: number, officerId: number, ticket: string): number | null {
  const bytes = Buffer.from(ticket, 'base64url');
  const text = decrypt(accounts().keys.slips, bytes, `counter ${cityId} ${officerId}`);
  if (text === null) return null;
  const { personId, until } = JSON.parse(text) as { personId: number; until: number };
  return Date.now() < until ? personId : null;
}
