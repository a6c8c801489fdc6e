/** What the public may know of where a proposal stands; staff's own work has machines of its own (evaluation). */
export const publicStages = [
  'published',
  'in_evaluation',
  'feasible',
  'infeasible',
  'joined',
  'on_ballot',
  'won',
  'not_won',
  'withdrawn',
] as const;
export type PublicStage = (typeof publicStages)[number];

/** What later stages of the cycle find out about a proposal. */
export type OutcomeStage = 'feasible' | 'infeasible' | 'joined' | 'on_ballot' | 'won' | 'not_won';

/** What its author may know beside that, before staff have let it be seen. */
export type AuthorStage = PublicStage | 'received' | 'held';

/** The words of a proposal that the public reads and staff may redact, in the order in which they are read. */
export const textFields = ['title', 'problem', 'idea', 'place'] as const;
export type TextField = (typeof textFields)[number];

export interface ProposalPhoto {
  readonly fileId: number;
  readonly width: number;
  readonly height: number;
  /** What is seen, for who cannot see it; '' when the author did not say. */
  readonly description: string;
}

/** Until the city has decided, a neighbour's support says something; afterwards it would only be applause. */
export function takesSupports(stage: PublicStage): boolean {
  return stage === 'published' || stage === 'in_evaluation';
}

/** A proposal on a printed ballot belongs to its voters; one that was joined, to a bigger one. */
export function canBeWithdrawn(stage: AuthorStage): boolean {
  return !['joined', 'on_ballot', 'won', 'not_won', 'withdrawn'].includes(stage);
}

/** Full years between two days ('YYYY-MM-DD'); who was born on 29 February comes of age on 1 March. */
export function ageOn(bornOn: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(bornOn.slice(0, 4));
  return day.slice(5) < bornOn.slice(5) ? years - 1 : years;
}
