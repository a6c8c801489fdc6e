import './events.ts';
import { anyone } from '../platform/http/viewer.ts';
import type { Module } from '../platform/module.ts';
import { resultsApi } from './api.ts';
import { countingSection } from './blueprint.ts';
import { resultsFills } from './fills.tsx';
import { resultsJobs } from './jobs.ts';
import { runCounts } from './results-policy.ts';
import { resultsPages } from './routes.ts';
import { resultsTexts } from './texts.ts';

export const results: Module = {
  name: 'results',
  texts: resultsTexts,
  pages: resultsPages,
  api: resultsApi,
  blueprint: { counting: countingSection },
  fills: resultsFills,
  jobs: resultsJobs,
  navigation: [
    { href: '/results', label: 'results.title', who: anyone, place: 'citizen' },
    { href: '/desk/results', label: 'results.desk.title', who: runCounts, place: 'desk', group: 'vote' },
  ],
};
