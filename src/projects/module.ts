import './events.ts';
import { anyone } from '../platform/http/viewer.ts';
import type { Module } from '../platform/module.ts';
import { projectsApi } from './api.ts';
import { projectsSection } from './blueprint.ts';
import { projectFiles } from './file-rule.ts';
import { projectJobs } from './jobs.ts';
import { projectNotices } from './notices.ts';
import { openProjectsOnResult } from './open-projects.ts';
import { openPortfolio } from './project-policy.ts';
import { projectsPages } from './routes.ts';
import { projectsTexts } from './texts.ts';
import { projectRedactions } from './update-queries.ts';

export const projects: Module = {
  name: 'projects',
  texts: projectsTexts,
  pages: projectsPages,
  api: projectsApi,
  blueprint: { projects: projectsSection },
  subscriptions: [openProjectsOnResult],
  notices: projectNotices,
  jobs: projectJobs,
  files: [projectFiles],
  redactions: projectRedactions,
  navigation: [
    { href: '/projects', label: 'projects.title', who: anyone, place: 'citizen' },
    {
      href: '/desk/projects',
      label: 'projects.desk.title',
      who: openPortfolio,
      place: 'desk',
      group: 'works',
    },
  ],
};
