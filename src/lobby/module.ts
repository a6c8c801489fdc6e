import { maySeeCity } from '../city/city-policy.ts';
import type { Module } from '../platform/module.ts';
import { firstStepsPage } from './desk/first-steps-page.tsx';
import { citiesPage } from './pages/cities-page.tsx';
import { setupPage } from './pages/setup-page.tsx';
import { lobbyTexts } from './texts.ts';

/** What stands before any city, and the way from an empty one to its first edition. */
export const lobby: Module = {
  name: 'lobby',
  texts: lobbyTexts,
  pages: [firstStepsPage],
  lobby: [citiesPage, setupPage],
  navigation: [
    { href: '/desk/first-steps', label: 'lobby.steps.title', who: maySeeCity, place: 'desk', group: 'setup' },
  ],
};
