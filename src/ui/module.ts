import type { Module } from '../platform/module.ts';
import { galleryPage } from './gallery.tsx';
import { uiTexts } from './texts.ts';

/** The look has words of its own, and no page but the one that shows all its parts. */
export const ui: Module = { name: 'ui', texts: uiTexts, pages: [galleryPage] };
