import type { CityFacts } from '../http/city.ts';
import type { Words } from '../http/reader.ts';
import { type ModuleTexts, mergeTexts, type TextKey, type Translate, translator } from './texts.ts';

/**
 * The house's texts under each city's own words. Spanish lies below every language, so that a language a city adds
 * with half of its texts shows Spanish in the holes and never a key.
 */
export function houseWords(modules: readonly { readonly texts: ModuleTexts }[]): Words {
  const texts = modules.map((module) => module.texts);
  const es = mergeTexts(texts, 'es');
  const en = mergeTexts(texts, 'en');
  const ready = new WeakMap<CityFacts['words'], Map<string, Translate>>();
  return {
    isKey: (key): key is TextKey => Object.hasOwn(es, key),
    translator: (city, locale) => {
      let byLocale = ready.get(city.words);
      if (!byLocale) {
        byLocale = new Map();
        ready.set(city.words, byLocale);
      }
      let made = byLocale.get(locale);
      if (!made) {
        const language = locale.split('-')[0] as string;
        const own = [city.words[language] ?? {}, city.words[locale] ?? {}];
        made = translator(locale, [es, ...(language === 'en' ? [en] : []), ...own]);
        byLocale.set(locale, made);
      }
      return made;
    },
  };
}
