/** Kinds of personal data that a rule can find without guessing at names. */
export type PersonalDataKind =
  | 'email'
  | 'phone'
  | 'curp'
  | 'rfc'
  | 'voter-key'
  | 'card'
  | 'account'
  | 'name'
  | 'home';

export interface Finding {
  readonly kind: PersonalDataKind;
  /** Offsets into the text in UTF-16 units, end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Rules in the order in which they win where two find the same letters. They only point: staff decide, because a school's
 * telephone is no secret and a dangerous crossing has a street and a number.
 *
 * - CURP: Instructivo Normativo, DOF 18 June 2008 (18 characters, state codes, check digit not asked: people mistype)
 * - RFC of a natural person: four letters, birth date, three characters
 * - clave de elector: six letters, birth date, state, H or M, three digits
 * - CLABE: 18 digits with Banco de México's check digit; cards: 13 to 19 digits with the Luhn digit
 */
const rules: readonly { kind: PersonalDataKind; pattern: RegExp; check?: (text: string) => boolean }[] = [
  { kind: 'email', pattern: /[\p{L}\d._%+-]+\s?@\s?[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/giu },
  { kind: 'curp', pattern: /\b[A-Z][AEIOUX][A-Z]{2}\d{6}[HMX][A-Z]{2}[B-DF-HJ-NP-TV-ZÑ]{3}[A-Z\d]\d\b/gi },
  { kind: 'voter-key', pattern: /\b[A-ZÑ]{6}\d{8}[HMX]\d{3}\b/gi },
  { kind: 'rfc', pattern: /\b[A-ZÑ&]{4}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[A-Z\d]{3}\b/gi },
  { kind: 'account', pattern: /(?<!\d)\d{18}(?!\d)/g, check: isClabe },
  { kind: 'card', pattern: /(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)/g, check: isCard },
  // Ten digits in groups as Mexico writes them, nine as Spain does, with or without the country.
  {
    kind: 'phone',
    pattern: /(?<![\d.,$-])(?:\+?52[ -]?1?[ -]?)?\(?\d{2,3}\)?[ .-]?\d{3,4}[ .-]?\d{4}(?![\d%]|[.,]\d)/g,
    check: isPhone,
  },
  {
    kind: 'phone',
    pattern:
      /(?<![\d.,$-])(?:\+34[ -]?)?[679]\d{2}[ .-]?(?:\d{3}[ .-]?\d{3}|\d{2}[ .-]?\d{2}[ .-]?\d{2})(?![\d%]|[.,]\d)/g,
  },
  {
    kind: 'name',
    pattern:
      /(?<=\b(?:[Mm]e llamo|[Mm]i nombre(?: completo)? es|(?:[Aa]tentamente|ATENTAMENTE|[Aa]tte\.?|[Ff]irma)[:,]?)\s+)\p{Lu}\p{L}+(?:\s+(?:(?:de|del|la|las|los|y)\s+){0,3}\p{Lu}\p{L}*\.?){0,5}/gu,
  },
  {
    kind: 'home',
    pattern:
      /\b(?:vivo|vivimos|resido|radico|mi casa(?: está)?|mi domicilio(?: es)?|mi direcci[oó]n(?: es)?)\b[^.;\n]{0,60}?\b(?:n[uú]mero|n[uú]m\.?|no\.|#)?\s?\d{1,5}\b(?!\s?(?:años|meses|metros|m\b|personas|familias|hijos|minutos|cuadras|calles))/giu,
  },
];

/** Finds personal data in a text; findings never overlap and come in the order of the text. */
export function findPersonalData(text: string): Finding[] {
  const found: Finding[] = [];
  for (const { kind, pattern, check } of rules) {
    for (const match of text.matchAll(pattern)) {
      const [matched] = match;
      const finding = { kind, start: match.index, end: match.index + matched.length, text: matched };
      if (check && !check(matched)) continue;
      if (found.every((one) => one.end <= finding.start || finding.end <= one.start)) found.push(finding);
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Ten digits, or twelve or thirteen with the country: fewer may be a house, more an invoice. */
function isPhone(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  if (/^\d{4}[ -]\d{4}$/.test(text.trim())) return false; // "2024-2027" is an administration
  return digits.length === 10 || (digits.startsWith('52') && (digits.length === 12 || digits.length === 13));
}

function isCard(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return digits.length >= 13 && sum % 10 === 0 && !/^(\d)\1*$/.test(digits);
}

function isClabe(digits: string): boolean {
  const weights = [3, 7, 1];
  const sum = [...digits.slice(0, 17)].reduce(
    (total, digit, index) => total + ((Number(digit) * (weights[index % 3] as number)) % 10),
    0,
  );
  return (10 - (sum % 10)) % 10 === Number(digits[17]);
}
