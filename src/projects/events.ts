declare module '../platform/events/events.ts' {
  interface Events {
    'project.opened': { projectId: number; code: string; title: string };
    'project.planned': { projectId: number; code: string; title: string };
    'project.date-changed': { projectId: number; code: string; title: string; stage: string; reason: string };
    'project.stage-done': { projectId: number; code: string; title: string; stage: string; day: string };
    'project.updated': { projectId: number; code: string; title: string; updateId: number };
    'project.redacted': { projectId: number; updateId: number; what: 'body' | 'photo'; reason: string };
    'project.money-recorded': { projectId: number; code: string; moneyId: number };
  }
}

export {};
