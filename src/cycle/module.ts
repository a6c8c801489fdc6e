import type { Module } from '../platform/module.ts';
import { cycleApi } from './api.ts';
import { blackoutSection } from './blackout-section.ts';
import { mayReadCycles, mayRunCycles, maySeeSetup } from './cycle-policy.ts';
import { cycleSection } from './cycle-section.ts';
import { cycleJobs } from './jobs.ts';
import { cyclePages } from './routes.ts';
import { cycleTexts } from './texts.ts';

export const cycle: Module = {
  name: 'cycle',
  texts: cycleTexts,
  pages: cyclePages,
  api: cycleApi,
  blueprint: { cycle: cycleSection, blackout: blackoutSection },
  jobs: cycleJobs,
  navigation: [
    { href: '/cycle', label: 'cycle.navigation', who: mayReadCycles, place: 'citizen' },
    { href: '/desk/cycle', label: 'cycle.desk.navigation', who: maySeeSetup, place: 'desk', group: 'setup' },
    {
      href: '/desk/blackouts',
      label: 'cycle.blackout.navigation',
      who: mayRunCycles,
      place: 'desk',
      group: 'setup',
    },
  ],
};
