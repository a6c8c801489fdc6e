import type { Tx } from '../platform/db/database.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import {
  type FoundPhase,
  findForAct,
  type PhaseActInput,
  stoppedBy,
  writePhaseAct,
} from './acts/phase-act.ts';
import { phaseOrderProblem, type Span } from './phase-order.ts';

export interface PhaseMove extends PhaseActInput {
  readonly opensAt: Date;
  /** The first moment after the phase. */
  readonly closesAt: Date;
}

export type MoveRefusal =
  | 'missing'
  | 'no-reason'
  | 'cancelled'
  | 'closes-before-opens'
  | 'already-open'
  | 'in-the-past'
  | 'out-of-order';

/**
 * Gives a phase other dates, with a public reason; the announced ones stay on record. What people could count on is kept:
 * an open phase cannot un-open, none closes in the past, and the order of the cycle holds.
 */
export async function movePhase(tx: Tx, input: PhaseMove): Promise<Result<undefined, MoveRefusal>> {
  const found = await findForAct(tx, input);
  if (!found.ok) return found;
  const problem = moveProblem(found.value, input);
  if (problem) return problem;
  await writePhaseAct(tx, input, found.value, {
    act: 'moved',
    opensAt: input.opensAt,
    closesAt: input.closesAt,
  });
  return ok();
}

/** Why the phase may not have these dates; undefined when it may. */
export function moveProblem(
  { phase, phases }: FoundPhase,
  { opensAt, closesAt, now }: Pick<PhaseMove, 'opensAt' | 'closesAt' | 'now'>,
) {
  if (stoppedBy(phase) === 'cancelled') return refuse('cancelled');
  if (closesAt <= opensAt) return refuse('closes-before-opens');
  if (now >= phase.opensAt && opensAt > now) return refuse('already-open');
  // Typed times have minutes only: "now" is the minute that is running.
  const earliest = now.getTime() - 60_000;
  if (closesAt.getTime() !== phase.closesAt.getTime() && closesAt.getTime() < earliest)
    return refuse('in-the-past');
  const spans = phases
    .filter((one) => stoppedBy(one) !== 'cancelled')
    .map(
      (one): Span<Date> =>
        one.id === phase.id
          ? { kind: one.kind, opens: opensAt, closes: closesAt }
          : { kind: one.kind, opens: one.opensAt, closes: one.closesAt },
    );
  for (const span of spans) {
    const problem = phaseOrderProblem(span, spans);
    if (problem) return refuse('out-of-order', { kind: span.kind, other: problem.other });
  }
  return undefined;
}
