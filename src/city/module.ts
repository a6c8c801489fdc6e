import type { Module } from '../platform/module.ts';
import { cityApi } from './api.ts';
import { citySection } from './blueprint.ts';
import { maySeeCity } from './city-policy.ts';
import { crestRule } from './crest-rule.ts';
import { cityPage } from './desk/city-page.tsx';
import { lookPage } from './desk/look-page.tsx';
import { wordsFilePage, wordsPage } from './desk/words-page.tsx';
import { cityJobs } from './jobs.ts';
import { cityTexts } from './texts.ts';
import { themeRoute } from './theme-route.ts';

export const city: Module = {
  name: 'city',
  texts: cityTexts,
  pages: [cityPage, lookPage, wordsPage, wordsFilePage],
  blueprint: { city: citySection },
  files: [crestRule],
  routes: themeRoute,
  api: cityApi,
  jobs: cityJobs,
  navigation: [
    { href: '/desk/city', label: 'city.desk.navigation', who: maySeeCity, place: 'desk', group: 'setup' },
    { href: '/desk/words', label: 'city.words.title', who: maySeeCity, place: 'desk', group: 'setup' },
    { href: '/desk/city/look', label: 'city.look.title', who: maySeeCity, place: 'desk', group: 'setup' },
  ],
};
