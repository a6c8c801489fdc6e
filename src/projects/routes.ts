import { portfolioDesk } from './desk/portfolio-desk.tsx';
import { projectDeskPage } from './desk/project-desk.ts';
import { projectPage } from './pages/project-page.tsx';
import { projectsPage } from './pages/projects-page.tsx';

export const projectsPages = [projectsPage, projectPage, portfolioDesk, projectDeskPage];
