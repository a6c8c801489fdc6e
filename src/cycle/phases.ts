import type { Quiet } from '../platform/blackout.ts';
import type { SectionName } from './blueprint.ts';
import type { PhaseKind } from './cycle-section.ts';

export type CycleState = 'draft' | 'published' | 'suspended' | 'cancelled';
export type PhaseState = 'upcoming' | 'open' | 'closed' | 'suspended' | 'cancelled';

/** A phase as first announced. */
export interface Phase {
  readonly id: number;
  readonly kind: PhaseKind;
  readonly opensAt: Date;
  readonly closesAt: Date;
}

export interface PhaseAct {
  readonly act: 'moved' | 'suspended' | 'resumed' | 'cancelled';
  readonly opensAt: Date | null;
  readonly closesAt: Date | null;
  readonly reason: string;
  readonly at: Date;
}

export interface PhaseView extends Phase {
  /** The dates first announced; `opensAt` and `closesAt` are those of the last move. */
  readonly firstOpensAt: Date;
  readonly firstClosesAt: Date;
  readonly state: PhaseState;
  /** The public reason of a suspension or cancellation, or of the last move; null where there was none. */
  readonly reason: string | null;
  /** Set where a blackout stops the phase now: when it goes on, and what law asks for it. */
  readonly blackout?: { readonly until: Date; readonly laws: readonly string[] };
  /** Values of the blueprint that the city has still to give: the phase stays shut over them. */
  readonly unknown: readonly string[];
  /** Everything done to it by hand, oldest first. */
  readonly acts: readonly PhaseAct[];
}

/** Sections of the blueprint whose values a phase needs from its first moment on. */
export const sectionsOfPhase: Readonly<Record<PhaseKind, readonly SectionName[]>> = {
  proposals: ['proposals'],
  review: [],
  evaluation: ['evaluation'],
  voting: ['voting'],
  results: ['counting'],
  projects: ['projects'],
};

export function unknownOf(kind: PhaseKind, unknown: readonly string[]): string[] {
  return unknown.filter((path) =>
    sectionsOfPhase[kind].some((section) => path === section || path.startsWith(`${section}.`)),
  );
}

/** What a phase is at a moment, from what was announced and what was done to it since. */
export function viewPhase(
  phase: Phase,
  acts: readonly PhaseAct[],
  cycle: { readonly state: CycleState; readonly reason: string | null; readonly unknown: readonly string[] },
  now: Date,
  quiet?: Quiet,
): PhaseView {
  const move = acts.findLast(({ act }) => act === 'moved');
  const stop = acts.findLast(({ act }) => act !== 'moved');
  const opensAt = move?.opensAt ?? phase.opensAt;
  const closesAt = move?.closesAt ?? phase.closesAt;
  const unknown = unknownOf(phase.kind, cycle.unknown);
  const stopped = stop?.act === 'suspended' || stop?.act === 'cancelled';
  const byClock = now < opensAt ? 'upcoming' : now < closesAt ? 'open' : 'closed';
  let state: PhaseState = byClock;
  let reason = move?.reason ?? null;
  if (stopped) {
    state = stop.act === 'cancelled' ? 'cancelled' : 'suspended';
    reason = stop.reason;
  } else if (byClock !== 'closed' && (cycle.state === 'suspended' || cycle.state === 'cancelled')) {
    // What a cycle has behind it stays as it was; only what was still to come stops with it.
    state = cycle.state;
    reason = cycle.reason;
  } else if (byClock === 'open' && (unknown.length > 0 || cycle.state === 'draft')) {
    state = 'upcoming';
  }
  const blackout = state === 'open' && quiet?.phases.includes(phase.kind) ? quiet : undefined;
  if (blackout) {
    state = 'suspended';
    reason = blackout.laws.join(' · ');
  }
  return {
    id: phase.id,
    kind: phase.kind,
    opensAt,
    closesAt,
    firstOpensAt: phase.opensAt,
    firstClosesAt: phase.closesAt,
    state,
    reason,
    unknown,
    acts,
    ...(blackout && { blackout: { until: blackout.until, laws: blackout.laws } }),
  };
}
