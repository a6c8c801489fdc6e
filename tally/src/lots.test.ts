import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareCodePoints } from './code-points.ts';
import { drawLots, lotOf } from './lots.ts';

test('the lot is the digest of the published words', () => {
  const digest = createHash('sha256').update('cabildo-lot-1\n4-1-6-2\nárbol').digest('hex');
  expect(lotOf('4-1-6-2', 'árbol')).toBe(digest);
});

test('an order that any other program must reproduce', () => {
  expect(drawLots('2027-03-14 dice 4 1 6 2', ['P1', 'P2', 'P3', 'P4', 'P5'])).toMatchInlineSnapshot(`
    [
      "P5",
      "P3",
      "P4",
      "P1",
      "P2",
    ]
  `);
});

test('the order of two candidates does not depend on who else stands', () => {
  const ids = fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 2, maxLength: 12 });
  fc.assert(
    fc.property(fc.string(), ids, fc.nat(), (seed, all, pick) => {
      const gone = all[pick % all.length];
      const without = all.filter((id) => id !== gone);
      expect(drawLots(seed, without)).toEqual(drawLots(seed, all).filter((id) => id !== gone));
    }),
  );
});

test('every candidate can come first', () => {
  const firsts = new Set(
    Array.from({ length: 200 }, (_, seed) => drawLots(String(seed), ['a', 'b', 'c'])[0]),
  );
  expect([...firsts].sort()).toEqual(['a', 'b', 'c']);
});

test('ids are compared by code point, as their UTF-8 bytes are', () => {
  const text = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(Math.sign(compareCodePoints(a, b))).toBe(
        Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b))),
      );
    }),
  );
  expect(compareCodePoints('\u{1F600}', '\uFF5E')).toBeGreaterThan(0);
});
