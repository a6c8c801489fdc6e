import type { Module } from '../platform/module.ts';
import { revealsInBlackout } from './blackout-plans.tsx';
import { evaluationSection } from './blueprint.ts';
import { evaluationJobs } from './jobs.ts';
import { evaluationNotices } from './notices.ts';
import { decisionFills } from './pages/decision-fills.tsx';
import { evaluationNavigation, evaluationPages } from './routes.ts';
import { evaluationSubscriptions } from './subscriptions.ts';
import { evaluationTexts } from './texts.ts';

export const evaluation: Module = {
  name: 'evaluation',
  texts: evaluationTexts,
  pages: evaluationPages,
  blueprint: { evaluation: evaluationSection },
  subscriptions: evaluationSubscriptions,
  fills: [...decisionFills, revealsInBlackout],
  jobs: evaluationJobs,
  notices: evaluationNotices,
  navigation: evaluationNavigation,
};
