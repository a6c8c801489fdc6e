import { IntlMessageFormat } from 'intl-messageformat';
import { knownLocale } from './known-locale.ts';

export type TextProblem =
  | 'unknown-key'
  | 'empty'
  | 'too-long'
  | 'broken'
  | 'missing-argument'
  | 'unknown-argument'
  | 'other-argument'
  | 'missing-form';

/** What is wrong with one text; `what` names the argument or the plural forms. */
export interface WrongText {
  readonly key: string;
  readonly problem: TextProblem;
  readonly what: string;
}

type Element = ReturnType<IntlMessageFormat['getAst']>[number];
/** As the parser numbers them: text, {a}, {a, number}, date, time, select, plural, #. */
const kinds = { argument: 1, number: 2, plural: 6 } as const;
const longest = 2000;

/**
 * Whether a text may stand where the original stands: a message that can be read, with the same arguments, and in each
 * plural every form that whole numbers take in the locale.
 */
export function checkText(
  locale: string,
  key: string,
  text: string,
  original: string | undefined,
): WrongText | undefined {
  const wrong = (problem: TextProblem, what = '') => ({ key, problem, what });
  if (original === undefined) return wrong('unknown-key');
  if (text.trim() === '') return wrong('empty');
  if (text.length > Math.max(longest, original.length * 3)) return wrong('too-long');
  let read: Element[];
  try {
    read = parsed(text, locale);
  } catch (error) {
    return wrong('broken', (error as Error).message.slice(0, 100));
  }
  const [wanted, given] = [argumentsOf(parsed(original, 'es')), argumentsOf(read)];
  for (const [name, kind] of given) {
    const meant = wanted.get(name);
    if (meant === undefined) return wrong('unknown-argument', name);
    if (!fits(kind, meant)) return wrong('other-argument', name);
  }
  const lost = [...wanted.keys()].filter((name) => !given.has(name));
  if (lost.length > 0) return wrong('missing-argument', lost.join(', '));
  const forms = pluralsOf(read).flatMap((plural) => missingForms(plural, locale));
  return forms.length > 0 ? wrong('missing-form', [...new Set(forms)].join(', ')) : undefined;
}

/** The forms that whole numbers up to a thousand take: one and other in Spanish, one, few and many in Polish. */
export function pluralForms(locale: string): readonly Intl.LDMLPluralRule[] {
  return [...formNumbers(locale).keys()];
}

function formNumbers(locale: string): Map<Intl.LDMLPluralRule, number[]> {
  const rules = new Intl.PluralRules(knownLocale(locale));
  const numbers = new Map<Intl.LDMLPluralRule, number[]>();
  for (let number = 0; number <= 1000; number += 1) {
    const form = rules.select(number);
    numbers.set(form, [...(numbers.get(form) ?? []), number]);
  }
  return numbers;
}

/** A form for exactly one number may be written as that number: `=1` for `one`, where nothing else is one. */
function missingForms(plural: { options: Record<string, unknown> }, locale: string): string[] {
  const has = (form: string) => Object.hasOwn(plural.options, form);
  return [...formNumbers(locale)]
    .filter(([form, numbers]) => !has(form) && !numbers.every((number) => has(`=${number}`)))
    .map(([form]) => form);
}

function parsed(text: string, locale: string): Element[] {
  return new IntlMessageFormat(text, knownLocale(locale), undefined, { ignoreTag: true }).getAst();
}

/** A number may be written with or without plural forms; whatever is given may be written plainly. */
function fits(kind: number, meant: number): boolean {
  if (kind === meant || kind === kinds.argument) return true;
  const isNumber = (one: number) => one === kinds.number || one === kinds.plural;
  return isNumber(kind) && isNumber(meant);
}

function argumentsOf(elements: readonly Element[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const element of elements) {
    if (element.type === 0 || element.type === 7 || !('value' in element)) continue;
    const name = String(element.value);
    // What stands somewhere as a plain word and elsewhere as a number is a number.
    found.set(name, Math.max(found.get(name) ?? 0, element.type));
    if (!('options' in element)) continue;
    for (const option of Object.values(element.options)) {
      for (const [inner, kind] of argumentsOf(option.value)) {
        found.set(inner, Math.max(found.get(inner) ?? 0, kind));
      }
    }
  }
  return found;
}

function pluralsOf(elements: readonly Element[]): (Element & { options: Record<string, unknown> })[] {
  return elements.flatMap((element) => {
    if (!('options' in element)) return [];
    const inside = Object.values(element.options).flatMap((option) => pluralsOf(option.value));
    return element.type === kinds.plural ? [element as never, ...inside] : inside;
  });
}
