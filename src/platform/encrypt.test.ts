import { createSecretKey, randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { decrypt, encrypt } from './encrypt.ts';

const key = createSecretKey(randomBytes(32));

it('gives the text back to the same key and the same row only', () => {
  const bytes = encrypt(key, 'ñandú', 'second factor 1 7');
  expect(decrypt(key, bytes, 'second factor 1 7')).toBe('ñandú');
  expect(decrypt(key, bytes, 'second factor 1 8')).toBeNull();
  expect(decrypt(createSecretKey(randomBytes(32)), bytes, 'second factor 1 7')).toBeNull();
  expect(decrypt(key, Buffer.alloc(0), 'second factor 1 7')).toBeNull();
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] as number) ^ 1;
    expect(decrypt(key, changed, 'second factor 1 7'), String(at)).toBeNull();
  }
});

it('never writes the same bytes twice', () => {
  expect(encrypt(key, 'a', 'row').equals(encrypt(key, 'a', 'row'))).toBe(false);
});
