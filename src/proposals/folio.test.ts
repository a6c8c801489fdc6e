import { expect, test } from 'vitest';
import { folioOf, readFolio } from './folio.ts';

test.each([
  ['SP23-0042', 'SP23-0042'],
  [' sp23 42 ', 'SP23-0042'],
  ['SP23–0042', 'SP23-0042'],
  ['sj-26-7', 'SJ-26-0007'],
  ['SP23-12345', 'SP23-12345'],
])('%s is read as %s', (typed, folio) => {
  expect(readFolio(typed)).toBe(folio);
});

test.each(['', '42', 'hola', 'SP23-', "' or 1=1 --", 'SP23-1234567890'])('%s is no folio', (typed) => {
  expect(readFolio(typed)).toBeUndefined();
});

test('the ten-thousandth has five digits', () => {
  expect(folioOf('SP23', 10_000)).toBe('SP23-10000');
});
