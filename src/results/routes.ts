import { ballotsDesk } from './desk/ballots-desk.tsx';
import { resultsDesk } from './desk/results-desk.tsx';
import { candidatePage } from './pages/candidate-page.tsx';
import { contestPage } from './pages/contest-page.tsx';
import { auditorTranscriptFile, ballotsFilePage, countFile, transcriptFile } from './pages/count-files.tsx';
import { resultsPage } from './pages/results-page.tsx';
import { whatIfPage } from './pages/what-if-page.tsx';

export const resultsPages = [
  resultsPage,
  contestPage,
  candidatePage,
  whatIfPage,
  countFile,
  transcriptFile,
  ballotsFilePage,
  auditorTranscriptFile,
  resultsDesk,
  ballotsDesk,
];
