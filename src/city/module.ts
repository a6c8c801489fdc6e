import type { Module } from '../platform/module.ts';
import { citySection } from './blueprint.ts';
import { mayRunCity } from './city-policy.ts';
import { cityPage } from './desk/city-page.tsx';
import { cityTexts } from './texts.ts';

export const city: Module = {
  name: 'city',
  texts: cityTexts,
  pages: [cityPage],
  blueprint: { city: citySection },
  navigation: [
    { href: '/desk/city', label: 'city.desk.navigation', who: mayRunCity, place: 'desk', group: 'setup' },
  ],
};
