import { zoneNamesOf } from '../../city/city-queries.ts';
import { page } from '../../platform/http/page.ts';
import type { Allotment, Cycle, District } from '../cycle.ts';
import { isPublic, mayReadCycles } from '../cycle-policy.ts';
import { allotmentsOf, cyclesOf, districtsOf, phasesOf } from '../cycle-queries.ts';
import type { PhaseView } from '../phases.ts';
import { CycleView, NoCycle } from './cycle-view.tsx';

export interface CycleData {
  readonly cycle: Cycle;
  readonly phases: readonly PhaseView[];
  readonly districts: readonly District[];
  readonly allotments: readonly Allotment[];
  readonly zoneNames: ReadonlyMap<number, string>;
}

/** The edition: what is happening now, when, with how much money, where, under which rules. */
export const cyclePage = page({
  path: '/cycle',
  who: mayReadCycles,
  load: async ({ tx, city, now }): Promise<{ data: CycleData | null }> => {
    const cycle = (await cyclesOf(tx, city.id)).find(isPublic);
    if (!cycle) return { data: null };
    const zones = await zoneNamesOf(tx, city.id);
    const data = {
      cycle,
      phases: await phasesOf(tx, cycle, now),
      districts: await districtsOf(tx, cycle),
      allotments: await allotmentsOf(tx, cycle),
      zoneNames: new Map(zones.map(({ id, name }) => [id, name])),
    };
    return { data };
  },
  view: ({ data }) => (data ? <CycleView {...data} /> : <NoCycle />),
});
