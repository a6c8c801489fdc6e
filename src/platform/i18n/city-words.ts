import type { CityFacts } from '../http/city.ts';
import type { Words } from '../http/reader.ts';
import {
  type ModuleTexts,
  mergeTexts,
  type TextKey,
  type Texts,
  type Translate,
  translator,
} from './texts.ts';

/**
 * The house's texts under each city's own words. Spanish lies below every language, so that a language a city adds
 * with half of its texts shows Spanish in the holes and never a key.
 *
 * @param overlays texts that differ in one locale from its language's, by locale: 'es-ES'
 */
export function houseWords(
  modules: readonly { readonly texts: ModuleTexts }[],
  overlays: Readonly<Record<string, Texts>> = {},
): Words {
  const texts = modules.map((module) => module.texts);
  const es = mergeTexts(texts, 'es');
  const en = mergeTexts(texts, 'en');
  const ready = new WeakMap<CityFacts['words'], Map<string, Translate>>();
  const shipped = (locale: string): readonly Texts[] => {
    const overlay = overlays[locale];
    return [es, ...(languageOf(locale) === 'en' ? [en] : []), ...(overlay ? [overlay] : [])];
  };
  return {
    isKey: (key): key is TextKey => Object.hasOwn(es, key),
    original: (locale) => Object.assign({}, ...shipped(locale)),
    translator: (city, locale) => {
      let byLocale = ready.get(city.words);
      if (!byLocale) {
        byLocale = new Map();
        ready.set(city.words, byLocale);
      }
      let made = byLocale.get(locale);
      if (!made) {
        const own = [city.words[languageOf(locale)] ?? {}, city.words[locale] ?? {}];
        made = translator(locale, [...shipped(locale), ...own]);
        byLocale.set(locale, made);
      }
      return made;
    },
  };
}

function languageOf(locale: string): string {
  return locale.split('-')[0] as string;
}
