import type { Module } from '../platform/module.ts';
import { cycleSection } from './cycle-section.ts';
import { cycleTexts } from './texts.ts';

export const cycle: Module = {
  name: 'cycle',
  texts: cycleTexts,
  pages: [],
  blueprint: { cycle: cycleSection },
};
