import { z } from 'zod';
import type { BlackoutStops } from '../../platform/blackout.ts';
import { phaseKinds } from '../cycle-section.ts';

/** What can be ticked beside the phases, in the order of the form. */
export const stopKeys = [
  'publications',
  'notices',
  'drop',
  'images',
  'pages',
  'clocks',
  'evaluation',
] as const;
type StopKey = (typeof stopKeys)[number];

const day = z.iso.date('cycle.blackout.bad-day');
const ticked = <Value extends string>(values: readonly Value[]) =>
  z.preprocess(
    (value) => (value === undefined ? [] : [value].flat()),
    z.array(z.enum(values as readonly [Value, ...Value[]])),
  );

export const blackoutInput = z.object({
  from: day,
  to: day,
  law: z.string().trim().min(1, 'cycle.blackout.refused.no-law').max(300),
  reason: z.string().trim().min(1, 'cycle.refused.no-reason').max(1000),
  phases: ticked(phaseKinds),
  stops: ticked(stopKeys),
});
export type BlackoutInput = z.infer<typeof blackoutInput>;

/** What was ticked, as a blackout keeps it. */
export function stopsOf({ phases, stops }: Pick<BlackoutInput, 'phases' | 'stops'>): BlackoutStops {
  const has = (key: StopKey) => stops.includes(key);
  return {
    phases,
    publications: has('publications'),
    notices: has('notices') ? 'hold' : 'run',
    promotions: has('drop') ? 'drop' : 'later',
    images: has('images'),
    pages: has('pages') ? 'closed' : 'plain',
    clocks: has('clocks') ? 'pause' : 'run',
    evaluation: has('evaluation') ? 'pause' : 'run',
  };
}

export function ticksOf(stops: BlackoutStops): StopKey[] {
  const ticks: Record<StopKey, boolean> = {
    publications: stops.publications,
    notices: stops.notices === 'hold',
    drop: stops.promotions === 'drop',
    images: stops.images,
    pages: stops.pages === 'closed',
    clocks: stops.clocks === 'pause',
    evaluation: stops.evaluation === 'pause',
  };
  return stopKeys.filter((key) => ticks[key]);
}
