import './events.ts';
import { mayRunCycles } from '../cycle/cycle-policy.ts';
import { signedIn } from '../platform/http/viewer.ts';
import type { Module } from '../platform/module.ts';
import { practicePage } from './desk/practice-page.tsx';
import { playPage } from './pages/play-page.tsx';
import { practiceTexts } from './texts.ts';

/** A city's practice space: made from its rules with invented people, and reset as often as its staff likes. */
export const practice: Module = {
  name: 'practice',
  texts: practiceTexts,
  pages: [practicePage, playPage],
  navigation: [
    {
      href: '/desk/practice',
      label: 'practice.navigation',
      who: mayRunCycles,
      place: 'desk',
      group: 'setup',
    },
    { href: '/practice/people', label: 'practice.play.navigation', who: signedIn, place: 'demo' },
  ],
};
