import { decrypt, encrypt } from '../../platform/encrypt.ts';
import { accounts } from '../accounts.ts';
import { findCookie } from './session-cookie.ts';

/**
 * A Set-Cookie line that carries something between two pages: encrypted, so that an address typed on a shared
 * computer is not read from its disk, and good for some seconds of the machine's clock.
 */
export function sealCookie(name: string, text: string, seconds: number): string {
  const { keys, secure } = accounts();
  const kept = JSON.stringify({ text, until: Date.now() + seconds * 1000 });
  const value = encrypt(keys.codes, kept, name).toString('base64url');
  return `${name}=${value}; Max-Age=${seconds}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}

/** What a sealed cookie of the request carries; null when there is none, it was made by somebody else, or is too old. */
export function openCookie(cookies: string | string[] | undefined, name: string): string | null {
  const value = typeof cookies === 'string' ? findCookie(cookies, name) : undefined;
  if (!value) return null;
  const kept = decrypt(accounts().keys.codes, Buffer.from(value, 'base64url'), name);
  if (kept === null) return null;
  const { text, until } = JSON.parse(kept) as { text: string; until: number };
  return Date.now() < until ? text : null;
}

export function dropCookie(name: string): string {
  return `${name}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax${accounts().secure ? '; Secure' : ''}`;
}
