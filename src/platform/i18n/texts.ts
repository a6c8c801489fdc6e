import { IntlMessageFormat } from 'intl-messageformat';
import { knownLocale } from './known-locale.ts';

/**
 * Every key of every module, by declaration merging: a module's `texts.ts` adds the keys of its own es.json,
 * so that `t('no.such.key')` does not compile.
 */
// biome-ignore lint/suspicious/noEmptyInterface: modules merge their keys into it.
export interface TextKeys {}
export type TextKey = keyof TextKeys & string;
export type TextArgs = Readonly<Record<string, string | number | Date>>;
export type Translate = (key: TextKey, args?: TextArgs) => string;

/** ICU messages by key. Data, not code: a city adds a language or renames words with another of these. */
export type Texts = Readonly<Record<string, string>>;
export interface ModuleTexts {
  readonly es: Texts;
  readonly en: Texts;
}

/** Whether a text can be read as a message at all: what a city writes itself must not break its pages. */
export function isMessage(text: string): boolean {
  try {
    new IntlMessageFormat(text, 'es', undefined, { ignoreTag: true });
    return true;
  } catch {
    return false;
  }
}

type Message = string | IntlMessageFormat;

/**
 * A translator for one locale ('es-MX', 'en'). Later layers win: compiled Spanish, the language, the city's own words.
 * Throws on a key that no layer has, because a screen with a hole in it is a bug.
 */
export function translator(locale: string, layers: readonly Texts[]): Translate {
  const ready = new Map<string, Message>();
  // "12 apoyos" is written again and again in lists, and choosing its plural is slow.
  const counted = new Map<string, string>();
  const known = knownLocale(locale);
  /** What the layers say, the last one first. */
  const sources = (key: string) => {
    const found = layers.flatMap((layer) => (layer[key] === undefined ? [] : [layer[key]]));
    if (found.length === 0) throw new Error(`no text for ${key}`);
    return found.reverse();
  };
  return (key, args) => {
    let message = ready.get(key);
    if (message === undefined) {
      message = readable(sources(key), known, args);
      ready.set(key, message);
    }
    if (typeof message === 'string') return message;
    const cause =
      args && Object.values(args).every((value) => typeof value === 'number')
        ? key + JSON.stringify(args)
        : '';
    const before = cause && counted.get(cause);
    if (before) return before;
    const written = String(message.format(args));
    if (counted.size >= 5000) counted.clear();
    if (cause) counted.set(cause, written);
    return written;
  };
}

/**
 * The first of the texts that can be written with these arguments: words that a city once made its own may no longer fit
 * a newer release, and must take no page away. The last one is ours, and its failure a bug.
 */
function readable(texts: readonly string[], locale: string, args: TextArgs | undefined): Message {
  for (const [index, text] of texts.entries()) {
    // Most messages have no argument: keep them out of the formatter.
    if (!/[{'<]/.test(text)) return text;
    try {
      const message = new IntlMessageFormat(text, locale, undefined, { ignoreTag: true });
      message.format(args);
      return message;
    } catch (error) {
      if (index === texts.length - 1) throw error;
    }
  }
  throw new Error('no text');
}

/** All modules' texts of one language as one layer; a key written by two modules is a bug. */
export function mergeTexts(modules: readonly ModuleTexts[], language: 'es' | 'en'): Texts {
  const merged: Record<string, string> = {};
  for (const texts of modules) {
    for (const [key, text] of Object.entries(texts[language])) {
      if (key in merged) throw new Error(`two modules write the text ${key}`);
      merged[key] = text;
    }
  }
  return merged;
}
