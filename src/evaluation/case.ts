/**
 * A case is the evaluation of one proposal. Its states, in order:
 * - `received`: opened by the submission; the formal check is to be made.
 * - `formal_check`: formally in order; a coordinator chooses the departments.
 * - `waiting`: a question to the proposer is open.
 * - `with_departments`: at least one department has not answered.
 * - `consolidation`: all have answered; a coordinator prepares the decision.
 * - `prepared`: waits for the signature. `signed`: waits for the day of the reveal. `revealed`: public.
 * - `closed`: the proposal was withdrawn before its decision was public.
 */
export const caseStates = [
  'received',
  'formal_check',
  'waiting',
  'with_departments',
  'consolidation',
  'prepared',
  'signed',
  'revealed',
  'closed',
] as const;
export type CaseState = (typeof caseStates)[number];

const next: Readonly<Record<CaseState, readonly CaseState[]>> = {
  received: ['formal_check', 'closed'],
  formal_check: ['with_departments', 'prepared', 'waiting', 'closed'],
  waiting: ['formal_check', 'with_departments', 'closed'],
  with_departments: ['consolidation', 'formal_check', 'waiting', 'closed'],
  consolidation: ['prepared', 'with_departments', 'closed'],
  prepared: ['signed', 'consolidation', 'formal_check', 'closed'],
  signed: ['revealed', 'closed'],
  revealed: [],
  closed: [],
};

/** Whether a case may go from one state to another in one step. */
export function mayMove(from: CaseState, to: CaseState): boolean {
  return next[from].includes(to);
}

/** What a person can do on a case, whoever she is: the state alone decides here, the policy decides who. */
export const statesOfAct = {
  answerFormalCheck: ['received', 'formal_check'],
  assignDepartments: ['formal_check', 'with_departments', 'consolidation'],
  takeBackQuestion: ['with_departments'],
  writeOpinion: ['with_departments'],
  returnOpinion: ['with_departments', 'consolidation'],
  prepareDecision: ['consolidation', 'prepared'],
  signDecision: ['prepared'],
  sendBackDecision: ['prepared'],
} as const satisfies Readonly<Record<string, readonly CaseState[]>>;
export type CaseAct = keyof typeof statesOfAct;

export function mayAct(act: CaseAct, state: CaseState): boolean {
  return (statesOfAct[act] as readonly CaseState[]).includes(state);
}

export const outcomes = ['feasible', 'infeasible', 'joined'] as const;
export type CaseOutcome = (typeof outcomes)[number];

export const answers = ['met', 'not_met', 'not_applicable'] as const;
export type Answer = (typeof answers)[number];
