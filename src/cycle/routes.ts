import type { Page } from '../platform/http/page.ts';
import { blackoutsPage } from './desk/blackouts-page.tsx';
import { blueprintFilePage, blueprintPage } from './desk/blueprint-page.tsx';
import { cycleDeskPage } from './desk/cycle-desk-page.tsx';
import { cyclesPage } from './desk/cycles-page.tsx';
import { startPage } from './desk/start-page.tsx';
import { cyclePage } from './pages/cycle-page.tsx';

export const cyclePages: readonly Page[] = [
  cyclePage,
  cyclesPage,
  startPage,
  cycleDeskPage,
  blackoutsPage,
  blueprintPage,
  blueprintFilePage,
];
