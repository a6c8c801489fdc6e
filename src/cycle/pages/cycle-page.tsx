import { zoneNamesOf, zonesOf } from '../../city/city-queries.ts';
import type { Tx } from '../../platform/db/database.ts';
import { page } from '../../platform/http/page.ts';
import type { Allotment, Cycle, District } from '../cycle.ts';
import { isPublic, mayReadCycles } from '../cycle-policy.ts';
import { allotmentsOf, cyclesOf, districtsOf, phasesOf } from '../cycle-queries.ts';
import { type DistrictMap, drawDistricts } from '../district-map.ts';
import type { PhaseView } from '../phases.ts';
import { CycleView, NoCycle } from './cycle-view.tsx';

export interface CycleData {
  readonly cycle: Cycle;
  readonly phases: readonly PhaseView[];
  readonly districts: readonly District[];
  readonly allotments: readonly Allotment[];
  readonly zoneNames: ReadonlyMap<number, string>;
  /** Undefined where the city's zones have no shapes; the list is whole without it. */
  readonly map: DistrictMap | undefined;
}

/** The edition: what is happening now, when, with how much money, where, under which rules. */
export const cyclePage = page({
  path: '/cycle',
  who: mayReadCycles,
  load: async ({ tx, city, now }): Promise<{ data: CycleData | null }> => {
    const cycle = (await cyclesOf(tx, city.id)).find(isPublic);
    if (!cycle) return { data: null };
    const zones = await zoneNamesOf(tx, city.id);
    const districts = await districtsOf(tx, cycle);
    const data = {
      cycle,
      phases: await phasesOf(tx, cycle, now),
      districts,
      allotments: await allotmentsOf(tx, cycle),
      zoneNames: new Map(zones.map(({ id, name }) => [id, name])),
      map: await mapOf(tx, cycle, districts),
    };
    return { data };
  },
  view: ({ data }) => (data ? <CycleView {...data} /> : <NoCycle />),
});

/** A drawing is kept for a minute: shapes weigh megabytes, and change when somebody brings them anew. */
const drawnFor = 60_000;
const drawn = new Map<string, { readonly at: number; readonly map: DistrictMap | undefined }>();

async function mapOf(tx: Tx, cycle: Cycle, districts: readonly District[]): Promise<DistrictMap | undefined> {
  const kept = drawn.get(cycle.cacheKey);
  if (kept && performance.now() - kept.at < drawnFor) return kept.map;
  const map = drawDistricts(districts, await zonesOf(tx, cycle.cityId));
  if (drawn.size >= 100) drawn.clear();
  drawn.set(cycle.cacheKey, { at: performance.now(), map });
  return map;
}
