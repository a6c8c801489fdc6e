import { maySeeCity } from '../city/city-policy.ts';
import { departmentsOf, zoneNamesOf } from '../city/city-queries.ts';
import { cyclesOf } from '../cycle/cycle-queries.ts';
import { managesRoles } from '../people/people-policy.ts';
import { standingGrants } from '../people/people-queries.ts';
import type { Tx } from '../platform/db/database.ts';
import type { CityFacts } from '../platform/http/city.ts';
import type { Policy } from '../platform/http/viewer.ts';

export interface Step {
  readonly name: 'look' | 'zones' | 'departments' | 'staff' | 'domain' | 'cycle' | 'publish';
  readonly isDone: boolean;
  /** How many there are, where the step counts something. */
  readonly count: number;
  readonly href: string;
  /** The city can run without it. */
  readonly isOptional: boolean;
  /** Who may open where it is done. */
  readonly opens: Policy;
}

/** The way from an empty city to its first edition, as it really stands. */
export async function firstSteps(tx: Tx, city: CityFacts): Promise<readonly Step[]> {
  const zones = await zoneNamesOf(tx, city.id);
  const departments = await departmentsOf(tx, city.id);
  const grants = await standingGrants(tx, city.id);
  const cycles = await cyclesOf(tx, city.id);
  const staff = new Set(
    grants.filter(({ role }) => role !== 'administrator').map(({ personId }) => personId),
  );
  const published = cycles.filter(({ state }) => state !== 'draft').length;
  const step = (name: Step['name'], count: number, href: string, isOptional = false): Step => ({
    name,
    count,
    href,
    isOptional,
    opens: name === 'staff' ? managesRoles : maySeeCity,
    isDone: count > 0,
  });
  return [
    step('zones', zones.length, '/desk/city#zones'),
    step('departments', departments.length, '/desk/city#departments'),
    step('staff', staff.size, '/desk/people'),
    step('look', city.colours || city.crest ? 1 : 0, '/desk/city/look', true),
    step('domain', city.host ? 1 : 0, '/desk/city/look#address', true),
    step('cycle', cycles.length, '/desk/cycle'),
    step('publish', published, '/desk/cycle'),
  ];
}
