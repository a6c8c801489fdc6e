import type { NavigationItem, Page } from '../platform/http/page.ts';
import { anyStaff } from '../platform/http/viewer.ts';
import { casePage } from './desk/case-page.tsx';
import { casesPage } from './desk/cases-page.tsx';
import { decisionsPage } from './desk/decisions-page.tsx';
import { deskPage } from './desk/desk-page.tsx';
import { revealPage } from './desk/reveal-page.tsx';
import { signPage } from './desk/sign-page.tsx';
import { seesCases, seesDecisions } from './evaluation-policy.ts';
import type {} from './texts.ts';

export const evaluationPages: readonly Page[] = [
  deskPage,
  casesPage,
  casePage,
  decisionsPage,
  signPage,
  revealPage,
];

export const evaluationNavigation: readonly NavigationItem[] = [
  { href: '/desk', label: 'evaluation.desk', who: anyStaff, place: 'desk' },
  { href: '/desk/cases', label: 'evaluation.cases', who: seesCases, place: 'desk', group: 'review' },
  {
    href: '/desk/decisions',
    label: 'evaluation.decisions',
    who: seesDecisions,
    place: 'desk',
    group: 'review',
  },
  { href: '/desk/reveal', label: 'evaluation.reveal', who: seesDecisions, place: 'desk', group: 'review' },
];
