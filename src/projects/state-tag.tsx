import { never } from '../platform/result.ts';
import { StatusTag } from '../ui/components/tag.tsx';
import { usePage } from '../ui/page-context.ts';
import type { ProjectState } from './project.ts';

/** The state of a project in a word that says the same in colour and in text. */
export function StateTag({ state }: { state: ProjectState }) {
  const { t } = usePage();
  switch (state.kind) {
    case 'no-plan':
      return <StatusTag tone="warn">{t('projects.state.no-plan', { days: state.days })}</StatusTag>;
    case 'on-time':
      return <StatusTag tone="info">{t('projects.state.on-time')}</StatusTag>;
    case 'late':
      return <StatusTag tone="bad">{t('projects.state.late', { days: state.days })}</StatusTag>;
    case 'delivered':
      return <StatusTag tone="good">{t('projects.state.delivered', { late: state.late })}</StatusTag>;
    case 'corrected':
      return <StatusTag tone="neutral">{t('projects.state.corrected')}</StatusTag>;
    default:
      return never(state);
  }
}
