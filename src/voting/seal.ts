import { createHash } from 'node:crypto';
import { decodeBallot, encodeBallot, type Marks } from './ballot.ts';
import { encapsulatedBytes, open, publicKeyOf, seal, tagBytes } from './hpke.ts';

/**
 * Where an envelope belongs. All of it is additional data of the seal, so an envelope that was moved to another voter's
 * row, contest or cycle, or made for another list, does not open.
 */
export interface EnvelopePlace {
  readonly cityId: number;
  readonly cycleId: number;
  readonly contestId: number;
  readonly listVersion: string;
  /** The envelope's own random UUID. */
  readonly pseudonym: string;
}

const purpose = Buffer.from('cabildo ballot 1');

/** Seals marks into `bytes` of plaintext: the envelope has the same length whatever was marked. */
export function sealBallot(publicKey: Uint8Array, place: EnvelopePlace, marks: Marks, bytes: number): Buffer {
  return seal(publicKey, purpose, additionalData(place), encodeBallot(marks, bytes));
}

export type Opened =
  | { readonly kind: 'marks'; readonly marks: Marks }
  /** Opened, and what was inside is no ballot. */
  | { readonly kind: 'malformed' }
  /** Not sealed for this key and place, or changed since. */
  | { readonly kind: 'does-not-open' };

export function openBallot(privateKey: Uint8Array, place: EnvelopePlace, sealed: Uint8Array): Opened {
  let plaintext: Buffer;
  try {
    plaintext = open(privateKey, purpose, additionalData(place), sealed);
  } catch {
    return { kind: 'does-not-open' };
  }
  const marks = decodeBallot(plaintext);
  return marks ? { kind: 'marks', marks } : { kind: 'malformed' };
}

/** Bytes of an envelope whose ballot has this many. */
export function sealedBytes(plaintext: number): number {
  return encapsulatedBytes + plaintext + tagBytes;
}

function additionalData({ cityId, cycleId, contestId, listVersion, pseudonym }: EnvelopePlace): Buffer {
  return Buffer.from([cityId, cycleId, contestId, listVersion, pseudonym].join('|'));
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 60 bits: two of a million envelopes share a code once in two million elections. */
const receiptLength = 12;

/**
 * The tracking code: the first 60 bits of the SHA-256 of the envelope with its place, in Crockford's base 32. It follows
 * from the sealed bytes alone, so it proves that this envelope is kept and says nothing of what is inside.
 */
export function receiptOf(place: EnvelopePlace, sealed: Uint8Array): string {
  const digest = createHash('sha256').update(additionalData(place)).update('|').update(sealed).digest();
  let bits = digest.readBigUInt64BE(0) >> 4n;
  let code = '';
  for (let at = 0; at < receiptLength; at += 1) {
    code = alphabet.charAt(Number(bits & 31n)) + code;
    bits >>= 5n;
  }
  return code;
}

/** 'ABCDEFGHJKMN' as people copy it: 'ABCD-EFGH-JKMN'. */
export function spacedReceipt(receipt: string): string {
  return receipt.replace(/(.{4})(?=.)/g, '$1-');
}

/** Names a key: the first 16 hexadecimal digits of the SHA-256 of its public half. */
export function keyIdOf(publicKey: Uint8Array): string {
  return createHash('sha256').update(publicKey).digest('hex').slice(0, 16);
}

/** Whether a private key is the other half of a public one. */
export function isPair(privateKey: Uint8Array, publicKey: Uint8Array): boolean {
  try {
    return publicKeyOf(privateKey).equals(publicKey);
  } catch {
    return false;
  }
}
