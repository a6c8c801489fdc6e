import { type Day, daysBetween } from '../platform/time.ts';

export interface Milestone {
  readonly id: number;
  readonly stage: string;
  readonly position: number;
  /** The first published promise: lateness is always measured against it. */
  readonly promisedOn: Day;
  /** What the city expects now. */
  readonly expectedOn: Day;
  readonly doneOn: Day | null;
}

/** How a project stands today, in the one order that matters to a neighbour: is it there, is it coming, is it late. */
export type ProjectState =
  | { readonly kind: 'no-plan'; readonly days: number }
  | { readonly kind: 'delivered'; readonly on: Day; readonly late: number }
  | { readonly kind: 'late'; readonly days: number }
  | { readonly kind: 'on-time' }
  /** A corrected result no longer names it; what was promised stays on the record, but is no longer owed. */
  | { readonly kind: 'corrected'; readonly at: Date; readonly reason: string };

/**
 * The state of a project on a day.
 *
 * @param openedOn the day of the result: a project without a plan has waited since then
 */
export function projectState(milestones: readonly Milestone[], openedOn: Day, today: Day): ProjectState {
  const last = [...milestones].sort((a, b) => a.position - b.position).at(-1);
  if (!last) return { kind: 'no-plan', days: Math.max(0, daysBetween(openedOn, today)) };
  if (last.doneOn !== null) {
    return {
      kind: 'delivered',
      on: last.doneOn,
      late: Math.max(0, daysBetween(last.promisedOn, last.doneOn)),
    };
  }
  // Behind a promise that has passed, or one that the city itself no longer expects to keep.
  const behind = milestones
    .filter((milestone) => milestone.doneOn === null)
    .map(({ promisedOn, expectedOn }) => daysBetween(promisedOn, expectedOn > today ? expectedOn : today));
  const days = Math.max(...behind);
  return days > 0 ? { kind: 'late', days } : { kind: 'on-time' };
}

/** Whether the city still owes it: the sums of promises count nothing else. */
export function isOwed({ state }: { readonly state: ProjectState }): boolean {
  return state.kind !== 'corrected';
}

/** The next thing that the city owes: the first milestone not yet done. */
export function nextMilestone(milestones: readonly Milestone[]): Milestone | undefined {
  return [...milestones].sort((a, b) => a.position - b.position).find((one) => one.doneOn === null);
}
