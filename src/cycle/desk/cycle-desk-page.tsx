import { z } from 'zod';
import { missing, page, pressedBy } from '../../platform/http/page.ts';
import type { Cycle } from '../cycle.ts';
import { mayRunCycles, maySeeSetup } from '../cycle-policy.ts';
import { cycleBySlug, phasesOf } from '../cycle-queries.ts';
import type { PhaseView } from '../phases.ts';
import { cycleActs } from './cycle-acts.ts';
import { CycleDeskView } from './cycle-desk-view.tsx';
import { phaseActs } from './phase-acts.ts';
import { valueActs } from './value-acts.ts';

export interface CycleDeskData {
  readonly cycle: Cycle;
  readonly phases: readonly PhaseView[];
}

/** One edition: its phases and everything that is done to it by hand. */
export const cycleDeskPage = page({
  path: '/desk/cycle/:slug',
  who: maySeeSetup,
  params: z.object({ slug: z.string() }),
  load: async ({ tx, city, now, params }) => {
    const cycle = await cycleBySlug(tx, city.id, params.slug);
    if (!cycle) return missing;
    return { cycle, phases: await phasesOf(tx, cycle, now) };
  },
  acts: pressedBy(mayRunCycles, { ...cycleActs, ...phaseActs, ...valueActs }),
  view: (data: CycleDeskData) => <CycleDeskView {...data} />,
});
