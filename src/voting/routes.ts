import type { Page } from '../platform/http/page.ts';
import { boothPage } from './desk/booth-page.tsx';
import { boothsPage } from './desk/booths-page.tsx';
import { keyPage } from './desk/key-page.tsx';
import { openingPage } from './desk/opening-page.tsx';
import { papersPage } from './desk/papers-page.tsx';
import { votingDeskPage } from './desk/voting-page.tsx';
import { ballotPage } from './pages/ballot-page.tsx';
import { receiptPage } from './pages/receipt-page.tsx';
import { votePage } from './pages/vote-page.tsx';

export const votingPages: readonly Page[] = [
  votePage,
  receiptPage,
  ballotPage,
  votingDeskPage,
  keyPage,
  openingPage,
  boothsPage,
  boothPage,
  papersPage,
];
