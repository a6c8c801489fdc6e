import type { IncomingMessage } from 'node:http';
import type { TextKey, Texts, Translate } from '../i18n/texts.ts';
import type { CityFacts } from './city.ts';

/** Which city an address belongs to, and the path that remains; known without asking the database. */
export interface CityDirectory {
  readonly find: (host: string, url: string) => { readonly city: CityFacts; readonly rest: string } | null;
  /** Every city served here, in the order of their making; `base` is '/slug'. */
  readonly all: () => readonly CityFacts[];
  /** Reads the list again now; the process does so by itself every few seconds. */
  readonly reload: () => Promise<void>;
}

/** The texts of a city in a locale, and whether a key exists. */
export interface Words {
  readonly translator: (city: CityFacts, locale: string) => Translate;
  readonly isKey: (key: string) => key is TextKey;
  /** What the program itself says in a locale, by key; Spanish where it knows nothing of it. */
  readonly original: (locale: string) => Texts;
}

/** Carries the city from the rewriting of the address to the handler of the same request. */
export const cityOf = new WeakMap<IncomingMessage | object, CityFacts>();

/** The reader's language: asked for in the address, chosen before, the browser's, the city's first. */
export function chooseLocale(
  city: CityFacts,
  asked: string | null,
  chosen: string | undefined,
  accepted: string | undefined,
): string {
  const wishes = [
    asked ?? '',
    chosen ?? '',
    ...(accepted ?? '').split(',').map((one) => one.split(';')[0] ?? ''),
  ];
  for (const wish of wishes) {
    const tag = wish.trim();
    const language = tag.split('-')[0];
    if (city.locales.includes(tag)) return tag;
    const found = language && city.locales.find((locale) => locale.split('-')[0] === language);
    if (found) return found;
  }
  return city.locales[0] as string;
}
