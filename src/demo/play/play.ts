import type { Cycle, PhaseView } from '../../cycle/cycle-queries.ts';
import type { DemoStaff } from './demo-staff.ts';

/** One edition that is played: what its staff and neighbours would have done by a moment. */
export interface Play {
  readonly city: { readonly id: number; readonly timeZone: string; readonly currency: string };
  readonly cycle: Cycle;
  readonly staff: DemoStaff;
  /** What happened up to here was played before. */
  readonly from: Date;
  /** Nothing that happens later is played. */
  readonly until: Date;
}

export const oneHour = 3_600_000;
export const oneDay = 24 * oneHour;

export function later(moment: Date, milliseconds: number): Date {
  return new Date(moment.getTime() + milliseconds);
}

/** The moment at which so much of a phase (0 to 1) has gone by. */
export function within({ opensAt, closesAt }: PhaseView, part: number): Date {
  return later(opensAt, part * (closesAt.getTime() - opensAt.getTime()));
}
