import type { Module } from '../platform/module.ts';
import { counterRequestPage } from './desk/counter-request.tsx';
import { noticeDesk } from './desk/notice-desk.tsx';
import { redactionsDesk } from './desk/redactions-desk.tsx';
import { requestDesk, requestsDesk } from './desk/requests-desk.tsx';
import { termsDesk } from './desk/terms-desk.tsx';
import { privacyFills } from './fills.tsx';
import { privacyJobs } from './jobs.ts';
import { privacyNotices } from './notices.ts';
import { myDataFile, myDataPage } from './pages/my-data-page.tsx';
import { privacyPage } from './pages/privacy-page.tsx';
import { privacyPersonal } from './personal.ts';
import { handlesPrivacy, seesRedactions, seesTermsOnly } from './privacy-policy.ts';
import { privacySubscriptions } from './subscriptions.ts';
import { privacyTexts } from './texts.ts';

export const privacy: Module = {
  name: 'privacy',
  texts: privacyTexts,
  pages: [
    privacyPage,
    myDataPage,
    myDataFile,
    requestsDesk,
    noticeDesk,
    termsDesk,
    redactionsDesk,
    counterRequestPage,
    requestDesk,
  ],
  personal: privacyPersonal,
  fills: privacyFills,
  jobs: privacyJobs,
  notices: privacyNotices,
  subscriptions: privacySubscriptions,
  navigation: [
    {
      href: '/desk/privacy',
      label: 'privacy.desk.title',
      who: handlesPrivacy,
      place: 'desk',
      group: 'people',
    },
    {
      href: '/desk/redactions',
      label: 'privacy.redactions.title',
      who: seesRedactions,
      place: 'desk',
      group: 'people',
    },
    {
      href: '/desk/privacy/terms',
      label: 'privacy.terms.title',
      who: seesTermsOnly,
      place: 'desk',
      group: 'setup',
    },
  ],
};
