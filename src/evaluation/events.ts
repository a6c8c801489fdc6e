/** What evaluation tells the house. A signed decision's outcome travels in no event before the reveal. */
declare module '../platform/events/events.ts' {
  interface Events {
    'case.opened': { readonly caseId: number; readonly proposalId: number };
    'case.closed': { readonly caseId: number; readonly proposalId: number };
    'case.formal-check-answered': { readonly caseId: number; readonly passed: boolean };
    'case.departments-asked': { readonly caseId: number; readonly departmentIds: readonly number[] };
    'opinion.saved': { readonly caseId: number; readonly opinionId: number; readonly departmentId: number };
    'opinion.submitted': {
      readonly caseId: number;
      readonly opinionId: number;
      readonly departmentId: number;
    };
    'opinion.returned': {
      readonly caseId: number;
      readonly opinionId: number;
      readonly departmentId: number;
    };
    'opinion.taken-back': {
      readonly caseId: number;
      readonly opinionId: number;
      readonly departmentId: number;
    };
    'decision.prepared': { readonly caseId: number; readonly proposalId: number };
    'decision.signed': { readonly caseId: number; readonly proposalId: number };
    'decision.sent-back': { readonly caseId: number; readonly proposalId: number };
    'decision.revealed': {
      readonly caseId: number;
      readonly proposalId: number;
      readonly outcome: 'feasible' | 'infeasible' | 'joined';
    };
    'reveal.planned': { readonly cycleId: number; readonly at: string };
    'reveal.done': { readonly cycleId: number; readonly decisions: number };
  }
}

export type {};
