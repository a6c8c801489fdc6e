import type { Words } from '../platform/http/reader.ts';
import type { Texts } from '../platform/i18n/texts.ts';
import spain from './words/es-ES.json' with { type: 'json' };

/** Spanish as it is said elsewhere, over the texts of the modules: only what differs. */
export const overlays: Readonly<Record<string, Texts>> = { 'es-ES': spain };

let words: Words | undefined;

/** Called once by each process: the texts of all modules, which this one does not know. */
export function connectTexts(house: Words): void {
  words = house;
}

/** What the program itself says in a locale, by key; Spanish where it knows nothing of it. */
export function shippedTexts(locale: string): Texts {
  if (!words) throw new Error('connectTexts was not called');
  return words.original(locale);
}

/** Whether the program brings a language itself, whole. */
export function isShipped(locale: string): boolean {
  return ['es', 'en'].includes(locale.split('-')[0] as string);
}
