import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatMoney, parseAmount } from './money.ts';

test.each([
  ['1250000', 125_000_000],
  ['$1,250,000.50', 125_000_050],
  ['1.250.000,5', 125_000_050],
  ['$ 12 500', 1_250_000],
  ['0.99', 99],
])('reads %s as people write it', (text, minor) => {
  expect(parseAmount(text, 'MXN')).toBe(minor);
});

test.each(['', 'mucho', '-5', '1,25,000', '12.345.6', '99999999999999999', '1e6'])('refuses %j', (text) => {
  expect(parseAmount(text, 'MXN')).toBeUndefined();
});

test('what is written can be read back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9_000_000_000_000 }), (minor) => {
      expect(parseAmount(formatMoney({ minor, currency: 'MXN' }, 'es-MX'), 'MXN')).toBe(minor);
    }),
  );
});
