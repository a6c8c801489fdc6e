import type { Blueprint } from './blueprint.ts';
import type { CycleState } from './phases.ts';

export interface Cycle {
  readonly id: number;
  readonly cityId: number;
  readonly slug: string;
  readonly name: string;
  /** As the cycle started from it, with the values that the city has given since. */
  readonly blueprint: Blueprint;
  /** Paths in the blueprint that are still unknown. */
  readonly unknown: readonly string[];
  readonly state: CycleState;
  /** The public reason why it is suspended or cancelled; null otherwise. */
  readonly reason: string | null;
  /** Tells this cycle, in this database, from every other in the process's memory. */
  readonly cacheKey: string;
}

export interface District {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly parentId: number | null;
  /** 1 at the top; the blueprint's `levels[level - 1]` names it. */
  readonly level: number;
  /** True at the last level: these hold zones, money and contests. */
  readonly lowest: boolean;
  /** Zones of itself and of every district below. */
  readonly zoneIds: readonly number[];
}

export interface Allotment {
  readonly districtId: number;
  readonly track: string;
  /** Minor units of the city's currency. */
  readonly amount: number;
}

export interface Category {
  readonly code: string;
  readonly name: string;
}
