import type { Module } from '../platform/module.ts';
import { cityTexts } from './texts.ts';

export const city: Module = { name: 'city', texts: cityTexts, pages: [] };
