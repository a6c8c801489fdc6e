import { createCipheriv, createDecipheriv, createECDH, createHmac, type ECDH } from 'node:crypto';

/**
 * Hybrid public key encryption, RFC 9180: base mode, single shot, with DHKEM(P-256, HKDF-SHA256), HKDF-SHA256 and
 * AES-128-GCM. Only this one suite, over node:crypto, because a burst of votes is sealed five times faster than by a
 * library that has all of them. Held to the RFC's own vectors (appendix A.3.1) and to @hpke/core in hpke.test.ts.
 */

/** Bytes of an uncompressed point of P-256: the encapsulated key in front of each ciphertext. */
export const encapsulatedBytes = 65;
/** Bytes of the tag of AES-GCM behind each ciphertext. */
export const tagBytes = 16;

const curve = 'prime256v1';
const cipher = 'aes-128-gcm';
const none = Buffer.alloc(0);
const kemId = Buffer.from([0x00, 0x10]);
const kemSuite = Buffer.concat([Buffer.from('KEM'), kemId]);
const hpkeSuite = Buffer.concat([Buffer.from('HPKE'), kemId, Buffer.from([0x00, 0x01, 0x00, 0x01])]);
const version = Buffer.from('HPKE-v1');

export interface KeyPair {
  /** Uncompressed point, 65 bytes. */
  readonly publicKey: Buffer;
  /** Scalar, 32 bytes. */
  readonly privateKey: Buffer;
}

export function generateKeyPair(): KeyPair {
  const pair = createECDH(curve);
  const publicKey = pair.generateKeys();
  return { publicKey, privateKey: fixedScalar(pair.getPrivateKey()) };
}

/** The public half of a private scalar; throws when it is not one of P-256. */
export function publicKeyOf(privateKey: Uint8Array): Buffer {
  return holding(privateKey).getPublicKey();
}

/**
 * Encapsulated key, ciphertext and tag in one: 65 + plaintext + 16 bytes.
 * @param ephemeral only for known-answer tests; a key used twice would give both messages away
 */
export function seal(
  recipient: Uint8Array,
  info: Uint8Array,
  additional: Uint8Array,
  plaintext: Uint8Array,
  ephemeral: Uint8Array = generateKeyPair().privateKey,
): Buffer {
  const sender = holding(ephemeral);
  const encapsulated = sender.getPublicKey();
  const { key, nonce } = schedule(sender.computeSecret(recipient), encapsulated, recipient, info);
  const box = createCipheriv(cipher, key, nonce).setAAD(additional);
  return Buffer.concat([encapsulated, box.update(plaintext), box.final(), box.getAuthTag()]);
}

/** Opens what `seal` made for this private key; throws when anything differs: key, info, additional data, any bit. */
export function open(
  privateKey: Uint8Array,
  info: Uint8Array,
  additional: Uint8Array,
  sealed: Uint8Array,
): Buffer {
  if (sealed.length < encapsulatedBytes + tagBytes) throw new Error('too short to be sealed');
  const recipient = holding(privateKey);
  const encapsulated = Buffer.from(sealed.subarray(0, encapsulatedBytes));
  const secret = recipient.computeSecret(encapsulated);
  const { key, nonce } = schedule(secret, encapsulated, recipient.getPublicKey(), info);
  const box = createDecipheriv(cipher, key, nonce, { authTagLength: tagBytes });
  box.setAAD(additional).setAuthTag(sealed.subarray(sealed.length - tagBytes));
  return Buffer.concat([
    box.update(sealed.subarray(encapsulatedBytes, sealed.length - tagBytes)),
    box.final(),
  ]);
}

function holding(privateKey: Uint8Array): ECDH {
  const pair = createECDH(curve);
  pair.setPrivateKey(privateKey);
  return pair;
}

/** RFC 9180 sections 4.1 (ExtractAndExpand) and 5.1 (KeySchedule), mode_base, sequence number 0. */
function schedule(
  secret: Buffer,
  encapsulated: Buffer,
  recipient: Uint8Array,
  info: Uint8Array,
): { key: Buffer; nonce: Buffer } {
  const pseudorandom = extract(kemSuite, none, 'eae_prk', secret);
  const shared = expand(
    kemSuite,
    pseudorandom,
    'shared_secret',
    Buffer.concat([encapsulated, recipient]),
    32,
  );
  const context = Buffer.concat([
    Buffer.from([0x00]),
    noIdentityHash,
    extract(hpkeSuite, none, 'info_hash', info),
  ]);
  const scheduled = extract(hpkeSuite, shared, 'secret', none);
  return {
    key: expand(hpkeSuite, scheduled, 'key', context, 16),
    nonce: expand(hpkeSuite, scheduled, 'base_nonce', context, 12),
  };
}

function extract(suite: Buffer, salt: Uint8Array, label: string, material: Uint8Array): Buffer {
  return createHmac('sha256', salt).update(version).update(suite).update(label).update(material).digest();
}

/** One block of HKDF-Expand: `length` is at most 32 here. */
function expand(suite: Buffer, key: Uint8Array, label: string, info: Uint8Array, length: number): Buffer {
  const mac = createHmac('sha256', key)
    .update(Buffer.from([0, length]))
    .update(version)
    .update(suite);
  return mac
    .update(label)
    .update(info)
    .update(Buffer.from([1]))
    .digest()
    .subarray(0, length);
}

const noIdentityHash = extract(hpkeSuite, none, 'psk_id_hash', none);

/** Node leaves out leading zero bytes of a scalar. */
function fixedScalar(scalar: Buffer): Buffer {
  return Buffer.concat([Buffer.alloc(32 - scalar.length), scalar]);
}
