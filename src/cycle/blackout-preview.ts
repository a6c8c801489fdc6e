import { blackoutsOf } from '../city/blackout-queries.ts';
import { type Blackout, spanOf } from '../platform/blackout.ts';
import type { Tx } from '../platform/db/database.ts';
import { slot } from '../platform/http/slot.ts';
import { cyclesOf, phasesOf } from './cycle-queries.ts';
import type { CycleSection, PhaseKind } from './cycle-section.ts';
import { type Finding, finding } from './finding.ts';
import { momentOf } from './wall-clock.ts';

export interface Span {
  readonly begins: Date;
  readonly ends: Date;
}

/** What later modules have planned within a span: reveals, publications. */
export const blackoutPreview = slot<Span>('blackout.preview');

export interface TouchedPhase {
  readonly cycle: string;
  readonly slug: string;
  readonly kind: PhaseKind;
  readonly opensAt: Date;
  readonly closesAt: Date;
  /** The part of the phase that lies in the blackout. */
  readonly from: Date;
  readonly to: Date;
  /** False where the phase goes on all the same. */
  readonly stops: boolean;
  /** True where the phase both begins and ends within it, so that nobody could take part. */
  readonly whole: boolean;
}

/** The phases of every cycle that is not cancelled and that a blackout of these days would meet. */
export async function touchedPhases(
  tx: Tx,
  cityId: number,
  { begins, ends }: Span,
  kinds: readonly string[],
  now: Date,
): Promise<TouchedPhase[]> {
  const touched: TouchedPhase[] = [];
  for (const cycle of await cyclesOf(tx, cityId)) {
    if (cycle.state === 'cancelled') continue;
    for (const { kind, opensAt, closesAt, state } of await phasesOf(tx, cycle, now)) {
      if (state === 'cancelled' || opensAt >= ends || closesAt <= begins) continue;
      touched.push({
        cycle: cycle.name,
        slug: cycle.slug,
        kind,
        opensAt,
        closesAt,
        from: opensAt > begins ? opensAt : begins,
        to: closesAt < ends ? closesAt : ends,
        stops: kinds.includes(kind),
        whole: opensAt >= begins && closesAt <= ends,
      });
    }
  }
  return touched;
}

/** Blackouts of the city that stand and have not ended. */
export async function standingBlackouts(
  tx: Tx,
  cityId: number,
  timeZone: string,
  now: Date,
): Promise<Blackout[]> {
  const all = await blackoutsOf(tx, cityId);
  return all.filter((one) => !one.cancelledAt && spanOf(one, timeZone).ends > now);
}

/** A warning for each phase of a blueprint that would fall into a blackout that stops it. */
export function blackoutFindings(
  { phases }: CycleSection,
  blackouts: readonly Blackout[],
  timeZone: string,
): Finding[] {
  return phases.flatMap(({ kind, opens, closes }, index) => {
    if (!opens || !closes) return [];
    return blackouts.flatMap((blackout) => {
      const { begins, ends } = spanOf(blackout, timeZone);
      const meets = momentOf(opens, timeZone) < ends && momentOf(closes, timeZone) > begins;
      if (!meets || !blackout.stops.phases.includes(kind)) return [];
      const args = { from: blackout.from, to: blackout.to, law: blackout.law };
      return [finding(['cycle', 'phases', index], `cycle.finding.blackout.${kind}`, args)];
    });
  });
}
