import { type PhaseKind, phaseKinds } from './cycle-section.ts';

/** A phase with its dates, as moments or as wall clocks of one zone: anything that compares. */
export interface Span<Time = string> {
  readonly kind: PhaseKind;
  readonly opens: Time;
  readonly closes: Time;
}

export interface OrderProblem {
  /** Which date of the phase breaks the rule. */
  readonly edge: 'opens' | 'closes';
  readonly rule: 'opens-too-early' | 'opens-before-close';
  /** The phase it stands in the way of. */
  readonly other: PhaseKind;
}

/** Phases that may only open once the named ones have closed: nobody votes on a list that can still change. */
const waitsFor: Partial<Record<PhaseKind, readonly PhaseKind[]>> = {
  voting: ['proposals', 'review', 'evaluation'],
  results: ['voting'],
};

/**
 * Phases open in the order of their kinds. They may overlap (departments look at the first proposals while others still
 * come in), except where one decides what the next is about.
 * @returns what is wrong with this phase beside the ones before it, or undefined
 */
export function phaseOrderProblem<Time extends string | Date>(
  phase: Span<Time>,
  all: readonly Span<Time>[],
): OrderProblem | undefined {
  const rank = phaseKinds.indexOf(phase.kind);
  for (const other of all) {
    if (phaseKinds.indexOf(other.kind) >= rank) continue;
    if (waitsFor[phase.kind]?.includes(other.kind) && phase.opens < other.closes) {
      return { edge: 'opens', rule: 'opens-before-close', other: other.kind };
    }
    if (phase.opens < other.opens) return { edge: 'opens', rule: 'opens-too-early', other: other.kind };
  }
  return undefined;
}
