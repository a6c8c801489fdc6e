import { createHmac, timingSafeEqual } from 'node:crypto';

/** better-auth puts the prefix before its own cookie name, and this before that where the address is https. */
export const cookiePrefix = 'cabildo';
const securePrefix = '__Secure-';

export function sessionCookieName(secure: boolean): string {
  return `${secure ? securePrefix : ''}${cookiePrefix}.session_token`;
}

/**
 * The session token in a Cookie header, or null when there is none or its signature is not ours. better-auth writes
 * `encodeURIComponent(token + '.' + base64(HMAC-SHA-256(token)))`; a test signs in with it and reads it back here.
 */
export function readSessionToken(cookies: string, name: string, key: string): string | null {
  const value = findCookie(cookies, name);
  if (!value) return null;
  const signed = decode(value);
  const dot = signed.lastIndexOf('.');
  if (dot < 1) return null;
  const token = signed.slice(0, dot);
  const given = Buffer.from(signed.slice(dot + 1), 'base64');
  const ours = createHmac('sha256', key).update(token).digest();
  return given.length === ours.length && timingSafeEqual(given, ours) ? token : null;
}

/** The cookie's value for a token, as better-auth writes it. */
export function signSessionToken(token: string, key: string): string {
  return encodeURIComponent(`${token}.${createHmac('sha256', key).update(token).digest('base64')}`);
}

/** The first cookie of that name, still encoded. */
export function findCookie(cookies: string, name: string): string | undefined {
  for (const part of cookies.split(';')) {
    const [found, ...value] = part.trim().split('=');
    if (found === name) return value.join('=');
  }
  return undefined;
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return '';
  }
}
