import type { Module } from '../platform/module.ts';
import { uiTexts } from './texts.ts';

/** The look has words of its own, and no page. */
export const ui: Module = { name: 'ui', texts: uiTexts, pages: [] };
