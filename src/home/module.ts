import type { Module } from '../platform/module.ts';
import { accessibilityPage, statusPage } from './pages/about-pages.tsx';
import { apiPage, tryApiPage } from './pages/api-page.tsx';
import { frontPage } from './pages/front-page.tsx';
import { homeTexts } from './texts.ts';

export const home: Module = {
  name: 'home',
  texts: homeTexts,
  pages: [frontPage, accessibilityPage, statusPage, apiPage, tryApiPage],
};
