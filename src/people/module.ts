import type { Module } from '../platform/module.ts';
import { peopleJobs } from './jobs.ts';
import { peopleNotices } from './notices.ts';
import { peoplePersonal } from './personal.ts';
import { peopleNavigation, peoplePages } from './routes.ts';
import { peopleTexts } from './texts.ts';

export const people: Module = {
  name: 'people',
  personal: peoplePersonal,
  texts: peopleTexts,
  pages: peoplePages,
  navigation: peopleNavigation,
  notices: peopleNotices,
  jobs: peopleJobs,
};
