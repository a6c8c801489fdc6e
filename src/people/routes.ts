import type { NavigationItem, Page } from '../platform/http/page.ts';
import { anyone } from '../platform/http/viewer.ts';
import { counterPage } from './desk/counter-page.tsx';
import { counterPersonPage } from './desk/counter-person-page.tsx';
import { grantPage } from './desk/grant-page.tsx';
import { oidcDeskPage } from './desk/oidc-page.tsx';
import { peoplePage } from './desk/people-page.tsx';
import { residentImportPage, residentsPage } from './desk/residents-page.tsx';
import { rolesPage } from './desk/roles-page.tsx';
import { codePage } from './pages/code-page.tsx';
import { demoPage } from './pages/demo-page.tsx';
import { folioPage } from './pages/folio-page.tsx';
import { invitationPage } from './pages/invitation-page.tsx';
import { mePage } from './pages/me-page.tsx';
import { oidcBackPage, oidcStartPage } from './pages/oidc-pages.tsx';
import { passkeysPage } from './pages/passkeys-page.tsx';
import { secondFactorPage } from './pages/second-factor-page.tsx';
import { signInPage } from './pages/sign-in-page.tsx';
import { signOutPage } from './pages/sign-out-page.tsx';
import { verifyPage } from './pages/verify-page.tsx';
import { atCounter, importsResidents, managesRoles } from './people-policy.ts';

export const peoplePages: readonly Page[] = [
  signInPage,
  codePage,
  folioPage,
  secondFactorPage,
  signOutPage,
  demoPage,
  mePage,
  passkeysPage,
  invitationPage,
  oidcStartPage,
  oidcBackPage,
  verifyPage,
  counterPage,
  counterPersonPage,
  peoplePage,
  rolesPage,
  oidcDeskPage,
  grantPage,
  residentsPage,
  residentImportPage,
];

export const peopleNavigation: readonly NavigationItem[] = [
  { href: '/demo/sign-in', label: 'people.demo.navigation', who: anyone, place: 'demo' },
  { href: '/desk/counter', label: 'people.counter.title', who: atCounter, place: 'desk', group: 'people' },
  { href: '/desk/people', label: 'people.staff.title', who: managesRoles, place: 'desk', group: 'people' },
  {
    href: '/desk/residents',
    label: 'people.residents.title',
    who: importsResidents,
    place: 'desk',
    group: 'people',
  },
];
