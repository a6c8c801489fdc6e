import type { Module } from '../platform/module.ts';
import { frontPage } from './pages/front-page.tsx';
import { homeTexts } from './texts.ts';

export const home: Module = { name: 'home', texts: homeTexts, pages: [frontPage] };
