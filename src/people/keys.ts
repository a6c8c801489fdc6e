import { createHmac, hkdfSync } from 'node:crypto';

/** Keys of this module, each for one purpose, all derived from CABILDO_SECRET, so that none is in the database. */
export interface Keys {
  /** Signs session cookies. */
  readonly sessions: string;
  /** Turns identity numbers into digests. A new CABILDO_SECRET makes every known number unknown. */
  readonly identity: Buffer;
  /** Encrypts what staff's authenticator apps share with us. */
  readonly secondFactor: Buffer;
  /** Turns e-mail codes, recovery codes and what is tried into digests. */
  readonly codes: Buffer;
  /** Encrypts a new PIN on its way to the officer's printed slip. */
  readonly slips: Buffer;
}

/** @param secret CABILDO_SECRET, at least 32 characters */
export function deriveKeys(secret: string): Keys {
  if (secret.length < 32) throw new Error('CABILDO_SECRET needs at least 32 characters');
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', secret, 'cabildo', `people/${purpose}`, 32));
  return {
    sessions: derive('sessions').toString('base64url'),
    identity: derive('identity'),
    secondFactor: derive('second-factor'),
    codes: derive('codes'),
    slips: derive('slips'),
  };
}

/** HMAC-SHA-256, 32 bytes. */
export function keyedDigest(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'utf8').digest();
}
