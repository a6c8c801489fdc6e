import type { Module } from '../platform/module.ts';
import { proposalsApi } from './api.ts';
import { proposalsBlueprint } from './blueprint.ts';
import { proposalsJobs } from './jobs.ts';
import { proposalsNotices } from './notices.ts';
import { proposalsPersonal } from './personal.ts';
import { photoRule } from './proposal-policy.ts';
import { proposalRedactions } from './redaction-queries.ts';
import { proposalsNavigation, proposalsPages } from './routes.ts';
import { proposalsSubscriptions } from './subscriptions.ts';
import { proposalsTexts } from './texts.ts';

export const proposals: Module = {
  name: 'proposals',
  personal: proposalsPersonal,
  redactions: proposalRedactions,
  texts: proposalsTexts,
  pages: proposalsPages,
  api: proposalsApi,
  blueprint: { proposals: proposalsBlueprint },
  subscriptions: proposalsSubscriptions,
  jobs: proposalsJobs,
  notices: proposalsNotices,
  navigation: proposalsNavigation,
  files: [photoRule],
};
