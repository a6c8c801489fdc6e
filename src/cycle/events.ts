import type { PhaseKind } from './cycle-section.ts';

interface OfCycle {
  readonly cycleId: number;
}
interface OfPhase extends OfCycle {
  readonly phaseId: number;
  readonly kind: PhaseKind;
}
interface WithReason {
  readonly reason: string;
}

declare module '../platform/events/events.ts' {
  interface Events {
    'cycle.started': OfCycle;
    'cycle.value-given': OfCycle & { path: string };
    'cycle.sections-taken': OfCycle & { origin: string; sections: string[] };
    'blueprint.uploaded': { name: string; version: number };
    'cycle.published': OfCycle;
    'cycle.suspended': OfCycle & WithReason;
    'cycle.resumed': OfCycle & WithReason;
    'cycle.cancelled': OfCycle & WithReason;
    /** The clock has reached the phase's dates; told once for each opening and closing. */
    'phase.opened': OfPhase;
    'phase.closed': OfPhase;
    /** Done by a person; times are ISO 8601 in UTC. */
    'phase.moved': OfPhase & WithReason & { opensAt: string; closesAt: string };
    'phase.suspended': OfPhase & WithReason;
    'phase.resumed': OfPhase & WithReason;
    'phase.cancelled': OfPhase & WithReason;
  }
}
