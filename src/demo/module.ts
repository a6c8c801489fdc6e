import { anyone } from '../platform/http/viewer.ts';
import type { Module } from '../platform/module.ts';
import { clockPage } from './pages/clock-page.tsx';
import { demoTexts } from './texts.ts';

/** The clock of demo cities; its page exists nowhere else. */
export const demo: Module = {
  name: 'demo',
  texts: demoTexts,
  pages: [clockPage],
  navigation: [{ href: '/demo/clock', label: 'demo.clock.navigation', who: anyone, place: 'demo' }],
};
