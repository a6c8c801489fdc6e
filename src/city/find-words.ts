import type { Texts } from '../platform/i18n/texts.ts';
import { isShipped, shippedTexts } from './shipped-texts.ts';

export interface FoundText {
  readonly key: string;
  readonly original: string;
  /** The city's own, where it has one. */
  readonly own: string | undefined;
}

export interface WordsSearch {
  readonly locale: string;
  /** Words of the text in any order, with or without accents, or a key. */
  readonly q: string;
  readonly which: 'all' | 'own' | 'open';
}

/** The texts that carry all the words, as they read now. */
export function findWords(own: Texts, { locale, q, which }: WordsSearch): readonly FoundText[] {
  const wanted = plain(q).split(/\s+/).filter(Boolean);
  return Object.entries(shippedTexts(locale))
    .map(([key, original]) => ({ key, original, own: own[key] }))
    .filter(({ key, original, own: mine }) => {
      if (which === 'own' && mine === undefined) return false;
      if (which === 'open' && (mine !== undefined || isShipped(locale))) return false;
      const text = plain(`${key} ${mine ?? original}`);
      return wanted.every((word) => text.includes(word));
    });
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
