import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Sha256, sha256 } from './sha256.ts';

const reference = (message: string | Uint8Array) => createHash('sha256').update(message).digest('hex');

test('gives the digests of the standard', () => {
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});

test('agrees with another implementation at every length around the block borders', () => {
  for (let length = 0; length <= 200; length++) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 31 + length) & 255);
    expect(sha256(bytes)).toBe(reference(bytes));
  }
});

test('agrees on any text, however it is cut into pieces', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), (pieces) => {
      const hasher = new Sha256();
      for (const piece of pieces) hasher.update(piece);
      expect(hasher.hex()).toBe(reference(pieces.join('')));
    }),
  );
});
