import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plaintextBytes } from './ballot.ts';
import { generateKeyPair, seal } from './hpke.ts';
import { isPair, keyIdOf, openBallot, receiptOf, sealBallot, sealedBytes, spacedReceipt } from './seal.ts';

const { publicKey, privateKey } = generateKeyPair();
const place = {
  cityId: 1,
  cycleId: 2,
  contestId: 3,
  listVersion: 'a'.repeat(64),
  pseudonym: '6a2f41a3-c54c-4f2e-9a25-3dbe6c9dfd2a',
};
const bytes = plaintextBytes(12);

describe('an envelope', () => {
  it('opens with the other half of the key', () => {
    const sealed = sealBallot(publicKey, place, [3, 7], bytes);
    expect(openBallot(privateKey, place, sealed)).toEqual({ kind: 'marks', marks: [3, 7] });
  });

  it('has one length, blank or full', () => {
    const marked = fc.uniqueArray(fc.integer({ min: 1, max: 12 }));
    fc.assert(
      fc.property(marked, (marks) => {
        expect(sealBallot(publicKey, place, marks, bytes).length).toBe(sealedBytes(bytes));
      }),
      { numRuns: 30 },
    );
  });

  it('does not open anywhere but in its own place', () => {
    const sealed = sealBallot(publicKey, place, [3], bytes);
    const elsewhere = [
      { ...place, cityId: 9 },
      { ...place, cycleId: 9 },
      { ...place, contestId: 4 },
      { ...place, listVersion: 'b'.repeat(64) },
      { ...place, pseudonym: randomUUID() },
    ];
    for (const other of elsewhere) {
      expect(openBallot(privateKey, other, sealed)).toEqual({ kind: 'does-not-open' });
    }
    expect(openBallot(generateKeyPair().privateKey, place, sealed)).toEqual({ kind: 'does-not-open' });
  });

  it('with something else than a ballot inside is told apart', () => {
    const purpose = Buffer.from('cabildo ballot 1');
    const additional = Buffer.from(`1|2|3|${place.listVersion}|${place.pseudonym}`);
    const sealed = seal(publicKey, purpose, additional, Buffer.alloc(bytes, 0xff));
    expect(openBallot(privateKey, place, sealed)).toEqual({ kind: 'malformed' });
  });
});

describe('a receipt', () => {
  it('follows from the sealed bytes and their place', () => {
    const sealed = sealBallot(publicKey, place, [3], bytes);
    const code = receiptOf(place, sealed);
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/);
    expect(receiptOf(place, Buffer.from(sealed))).toBe(code);
    expect(receiptOf({ ...place, contestId: 4 }, sealed)).not.toBe(code);
    expect(receiptOf(place, sealBallot(publicKey, place, [3], bytes))).not.toBe(code);
    expect(spacedReceipt(code)).toBe(`${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`);
  });
});

describe('a key', () => {
  it('is known by its public half', () => {
    expect(keyIdOf(publicKey)).toMatch(/^[0-9a-f]{16}$/);
    expect(isPair(privateKey, publicKey)).toBe(true);
    expect(isPair(generateKeyPair().privateKey, publicKey)).toBe(false);
    expect(isPair(Buffer.alloc(32), publicKey)).toBe(false);
  });
});
