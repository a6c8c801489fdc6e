import { describe, expect, it } from 'vitest';
import { parseCurp } from './curp.ts';

describe('a CURP', () => {
  it.each([
    // The specimens that authorities print in their own instructions.
    ['HEGG560427MVZRRL04', '1956-04-27'],
    ['SABC560626MDFLRN01', '1956-06-26'],
    // Invented: born in this century, with a letter as homonym mark; sex X.
    ['LOHM040229XNLPRRA5', '2004-02-29'],
  ])('%s is read with its birth date, however it is typed', (text, bornOn) => {
    expect(parseCurp(` ${text.slice(0, 4).toLowerCase()} ${text.slice(4)}`)).toEqual({ text, bornOn });
  });

  it.each([
    ['', 'curp-length'],
    ['HEGG560427MVZRRL0', 'curp-length'],
    ['HEGG560427MVZRRL045', 'curp-length'],
    ['1EGG560427MVZRRL04', 'curp-format'],
    ['HEGG560427MQQRRL04', 'curp-format'],
    ['HEGG560427QVZRRL04', 'curp-format'],
    ['HEGG560231MVZRRL04', 'curp-date'],
    ['HEGG561327MVZRRL04', 'curp-date'],
    ['HEGG560427MVZRRL05', 'curp-check-digit'],
    ['HEGG560428MVZRRL04', 'curp-check-digit'],
  ])('%j is refused: %s', (text, problem) => {
    expect(parseCurp(text)).toBe(problem);
  });
});
