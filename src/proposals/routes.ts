import type { NavigationItem, Page } from '../platform/http/page.ts';
import { anyone } from '../platform/http/viewer.ts';
import { importPage, importRunPage } from './desk/import-page.tsx';
import { mappingPage } from './desk/mapping-page.tsx';
import { queuePage } from './desk/queue-page.tsx';
import { releasePage } from './desk/release-page.tsx';
import { checkPage } from './pages/check-page.tsx';
import { listPage } from './pages/list-page.tsx';
import { mapPage, pointsFile, zonesFile } from './pages/map-page.tsx';
import { minePage } from './pages/mine-page.tsx';
import { newPage } from './pages/new-page.tsx';
import { ownPage } from './pages/own-page.tsx';
import { photosPage } from './pages/photos-page.tsx';
import { proposalPage } from './pages/proposal-page.tsx';
import { statusPage } from './pages/status-page.tsx';
import { readers } from './proposal-policy.ts';
import type {} from './texts.ts';

export const proposalsPages: readonly Page[] = [
  listPage,
  mapPage,
  zonesFile,
  pointsFile,
  statusPage,
  newPage,
  photosPage,
  checkPage,
  proposalPage,
  minePage,
  ownPage,
  queuePage,
  releasePage,
  importPage,
  importRunPage,
  mappingPage,
];

export const proposalsNavigation: readonly NavigationItem[] = [
  { href: '/proposals', label: 'proposals.list.title', who: anyone, place: 'citizen' },
  { href: '/desk/proposals', label: 'proposals.desk.title', who: readers, place: 'desk', group: 'review' },
];
