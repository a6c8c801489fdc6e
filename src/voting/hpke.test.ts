import { Aes128Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';
import { describe, expect, it } from 'vitest';
import { generateKeyPair, open, publicKeyOf, seal } from './hpke.ts';

const hex = (text: string) => Buffer.from(text, 'hex');

/** RFC 9180, appendix A.3.1 (base setup) and A.3.1.1 (first encryption). */
const rfc = {
  info: hex('4f6465206f6e2061204772656369616e2055726e'),
  skEm: hex('4995788ef4b9d6132b249ce59a77281493eb39af373d236a1fe415cb0c2d7beb'),
  pkEm: hex(
    '04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac98536d7b61a1af4b78e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4',
  ),
  skRm: hex('f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2'),
  pkRm: hex(
    '04fe8c19ce0905191ebc298a9245792531f26f0cece2460639e8bc39cb7f706a826a779b4cf969b8a0e539c7f62fb3d30ad6aa8f80e30f1d128aafd68a2ce72ea0',
  ),
  plaintext: hex('4265617574792069732074727574682c20747275746820626561757479'),
  additional: hex('436f756e742d30'),
  ciphertext: hex(
    '5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f9076ac232e3ab2523f39513434',
  ),
};

const library = new CipherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes128Gcm(),
});
/** The library takes plain array buffers. */
const plain = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

describe('the vectors of RFC 9180, A.3.1', () => {
  it('are sealed to the byte', () => {
    const sealed = seal(rfc.pkRm, rfc.info, rfc.additional, rfc.plaintext, rfc.skEm);
    expect(sealed.toString('hex')).toBe(Buffer.concat([rfc.pkEm, rfc.ciphertext]).toString('hex'));
  });

  it('are opened', () => {
    const sealed = Buffer.concat([rfc.pkEm, rfc.ciphertext]);
    expect(open(rfc.skRm, rfc.info, rfc.additional, sealed)).toEqual(rfc.plaintext);
    expect(publicKeyOf(rfc.skRm)).toEqual(rfc.pkRm);
  });
});

describe('beside @hpke/core', () => {
  it('the library opens what is sealed here', async () => {
    const { publicKey, privateKey } = generateKeyPair();
    const sealed = seal(publicKey, rfc.info, rfc.additional, rfc.plaintext);
    const recipientKey = await library.kem.deserializePrivateKey(plain(privateKey));
    const opened = await library.open(
      { recipientKey, enc: plain(sealed.subarray(0, 65)), info: plain(rfc.info) },
      plain(sealed.subarray(65)),
      plain(rfc.additional),
    );
    expect(Buffer.from(opened)).toEqual(rfc.plaintext);
  });

  it('what the library seals opens here', async () => {
    const { publicKey, privateKey } = generateKeyPair();
    const recipientPublicKey = await library.kem.deserializePublicKey(plain(publicKey));
    const { enc, ct } = await library.seal(
      { recipientPublicKey, info: plain(rfc.info) },
      plain(rfc.plaintext),
      plain(rfc.additional),
    );
    const sealed = Buffer.concat([Buffer.from(enc), Buffer.from(ct)]);
    expect(open(privateKey, rfc.info, rfc.additional, sealed)).toEqual(rfc.plaintext);
  });
});

describe('what does not open', () => {
  const { publicKey, privateKey } = generateKeyPair();
  const sealed = seal(publicKey, rfc.info, rfc.additional, rfc.plaintext);

  it('is anything with one bit changed, at any place', () => {
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] as number) ^ 1;
      expect(() => open(privateKey, rfc.info, rfc.additional, changed), `byte ${at}`).toThrow();
    }
  });

  it('is another key, another purpose, other additional data, or a piece', () => {
    expect(() => open(generateKeyPair().privateKey, rfc.info, rfc.additional, sealed)).toThrow();
    expect(() => open(privateKey, Buffer.from('other'), rfc.additional, sealed)).toThrow();
    expect(() => open(privateKey, rfc.info, Buffer.from('other'), sealed)).toThrow();
    expect(() => open(privateKey, rfc.info, rfc.additional, sealed.subarray(0, 80))).toThrow();
  });

  it('and sealing the same twice gives different bytes', () => {
    expect(seal(publicKey, rfc.info, rfc.additional, rfc.plaintext)).not.toEqual(sealed);
  });
});
