import { randomBytes, randomInt } from 'node:crypto';

/** Crockford's base 32: no I, L, O or U, so that a code survives a phone call. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A random code of `length` symbols, 5 bits each, for people to copy by hand. */
export function randomCode(length: number): string {
  return Array.from(randomBytes(length), (byte) => alphabet[byte % 32]).join('');
}

/** What a person typed, with the letters that look like digits read as the digits they were. */
export function normaliseCode(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
}

export function randomDigits(length: number): string {
  return Array.from({ length }, () => randomInt(10)).join('');
}

/** 128 random bits, URL-safe: for tokens that are never typed. */
export function randomToken(): string {
  return randomBytes(16).toString('base64url');
}
