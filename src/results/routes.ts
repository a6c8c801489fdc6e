import { resultsDesk } from './desk/results-desk.tsx';
import { contestFilePage, contestPage } from './pages/contest-page.tsx';
import { resultsPage } from './pages/results-page.tsx';

export const resultsPages = [resultsPage, contestPage, contestFilePage, resultsDesk];
