import type { KeyObject } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { keyedDigest } from '../keys.ts';

/** RFC 6238 as every authenticator app knows it: SHA-1, six digits, 30 seconds. */
const period = 30;

function totp(secret: string, issuer: string, label: string): TOTP {
  return new TOTP({ issuer, label, secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period });
}

/** What the QR code says: the app shows `issuer` and `label`. */
export function totpAddress(secret: string, issuer: string, label: string): string {
  return totp(secret, issuer, label).toString();
}

/**
 * The 30-second step a code belongs to, or null when it is of none near `at`. A phone's clock may be one step off.
 * @param at milliseconds of the machine's clock
 */
export function totpStep(secret: string, code: string, at: number): number | null {
  const delta = totp(secret, 'Cabildo', '').validate({ token: code, timestamp: at, window: 1 });
  return delta === null ? null : Math.floor(at / 1000 / period) + delta;
}

export function totpCode(secret: string, at: number): string {
  return totp(secret, 'Cabildo', '').generate({ timestamp: at });
}

/**
 * 160 bits for one person's enrolment in one session, base 32: the same until it is confirmed, so that a mistyped
 * code does not ask for another scan, and kept nowhere before.
 */
export function offeredSecret(key: KeyObject, cityId: number, personId: number, sessionId: string): string {
  const bytes = keyedDigest(key, `offer ${cityId} ${personId} ${sessionId}`);
  return new Secret({ buffer: new Uint8Array(bytes.subarray(0, 20)).buffer }).base32;
}
