import type { Day } from '../platform/time.ts';

/** Mexico's population register code: an identifier, never a secret, since name and birth date give most of it. */
export interface Curp {
  /** 18 characters, capitals. */
  readonly text: string;
  readonly bornOn: Day;
}

export type CurpProblem = 'curp-length' | 'curp-format' | 'curp-date' | 'curp-check-digit';

/** Letters of the name, birth date, sex (H, M, X), state (NE is born abroad), consonants, homonym mark, check digit. */
const shape =
  /^[A-Z][AEIOUX][A-Z]{2}\d{6}[HMX](AS|BC|BS|CC|CL|CM|CS|CH|DF|DG|GT|GR|HG|JC|MC|MN|MS|NT|NL|OC|PL|QT|QR|SP|SL|SR|TC|TS|TL|VZ|YN|ZS|NE)[B-DF-HJ-NP-TV-Z]{3}[0-9A-Z]\d$/;

/**
 * Reads a CURP as people type it: small letters and blanks are allowed.
 * Rules: "Instructivo normativo para la asignación de la CURP", DOF 18 October 2021.
 */
export function parseCurp(typed: string): Curp | CurpProblem {
  const text = typed.toUpperCase().replace(/[\s-]/g, '');
  if (text.length !== 18) return 'curp-length';
  if (!shape.test(text)) return 'curp-format';
  // The homonym mark is a digit for births before 2000 and a letter after.
  const century = /\d/.test(text.charAt(16)) ? '19' : '20';
  const bornOn = `${century}${text.slice(4, 6)}-${text.slice(6, 8)}-${text.slice(8, 10)}`;
  if (!isDay(bornOn)) return 'curp-date';
  if (Number(text.charAt(17)) !== checkDigit(text)) return 'curp-check-digit';
  return { text, bornOn };
}

/** The letter Ñ stands between N and O and counts, although the code itself replaces it by X. */
const alphabet = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ';

/** Of the first 17 characters: values weighted 18 down to 2, their sum's complement to ten. */
function checkDigit(text: string): number {
  let sum = 0;
  for (let at = 0; at < 17; at += 1) sum += alphabet.indexOf(text.charAt(at)) * (18 - at);
  return (10 - (sum % 10)) % 10;
}

function isDay(day: string): boolean {
  const moment = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(day);
}
