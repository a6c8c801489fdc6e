import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

/** Keys of this module, each for one purpose, all derived from CABILDO_SECRET, so that none is in the database. */
export interface Keys {
  /** Signs session cookies. */
  readonly sessions: string;
  /** Turns identity numbers into digests. A new CABILDO_SECRET makes every known number unknown. */
  readonly identity: KeyObject;
  /** Encrypts what staff's authenticator apps share with us. */
  readonly secondFactor: KeyObject;
  /** Turns e-mail codes, recovery codes and what is tried into digests. */
  readonly codes: KeyObject;
  /** Encrypts a new PIN on its way to the officer's printed slip. */
  readonly slips: KeyObject;
}

/** @param secret CABILDO_SECRET, at least 32 characters */
export function deriveKeys(secret: string): Keys {
  if (secret.length < 32) throw new Error('CABILDO_SECRET needs at least 32 characters');
  // Key objects, because a Buffer would be made into one at every use, which costs more than the digest.
  const derive = (purpose: string) =>
    createSecretKey(Buffer.from(hkdfSync('sha256', secret, 'cabildo', `people/${purpose}`, 32)));
  return {
    sessions: derive('sessions').export().toString('base64url'),
    identity: derive('identity'),
    secondFactor: derive('second-factor'),
    codes: derive('codes'),
    slips: derive('slips'),
  };
}

/** HMAC-SHA-256, 32 bytes. */
export function keyedDigest(key: KeyObject, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'utf8').digest();
}
