import generic from '../../blueprints/generic.json' with { type: 'json' };
import type { Tx } from '../platform/db/database.ts';
import { addDays, dayIn } from '../platform/time.ts';
import { type Cycle, cycleById } from './cycle-queries.ts';
import type { BlueprintDistrict, PhaseKind } from './cycle-section.ts';
import { publishCycle } from './publish-cycle.ts';
import { startCycle } from './start-cycle.ts';

/** Noon of an ordinary Wednesday in San Jacinto, for tests that need a now. */
export const storyNow = new Date('2027-02-10T18:00:00Z');

/** San Jacinto's two sectors. */
export const storyDistricts: BlueprintDistrict[] = [
  { code: 'norte', name: 'Sector Norte', zones: ['los-nogales', 'san-isidro', 'valle-alto'] },
  { code: 'sur', name: 'Sector Sur', zones: ['centro', 'el-mezquite', 'la-huerta'] },
];

/** First day and first day after, counted from the start of the cycle. */
const calendar: readonly (readonly [kind: PhaseKind, from: number, to: number])[] = [
  ['proposals', 0, 30],
  ['evaluation', 30, 90],
  ['voting', 100, 114],
  ['results', 114, 121],
  ['projects', 121, 486],
];

export interface CycleWish {
  /** The phase that is open at `now`, since three days; proposals unless said. */
  readonly phase?: PhaseKind;
  readonly now?: Date;
  readonly slug?: string;
  readonly prefix?: string;
  /** Changes the document before the cycle starts from it. */
  readonly change?: (blueprint: StoryBlueprint) => void;
  /** False leaves it a draft. */
  readonly publish?: boolean;
}

export type StoryBlueprint = ReturnType<typeof storyBlueprint>;

/** The generic blueprint as San Jacinto fills it in: 3,000,000.00 MXN for each of two sectors. */
export function storyBlueprint(firstDay: string, prefix = 'SJ27') {
  const blueprint = structuredClone(generic);
  const phases = calendar.map(([kind, from, to]) => ({
    kind,
    opens: `${addDays(firstDay, from)}T00:00`,
    closes: `${addDays(firstDay, to)}T00:00`,
  }));
  const shares: { track: string; district: string; amount: number | null }[] = [
    { track: 'community', district: 'each', amount: 300_000_000 },
  ];
  const money = { total: 600_000_000, shares, reserved: [] as { name: string; amount: number | null }[] };
  const districts = structuredClone(storyDistricts) as BlueprintDistrict[] | null;
  return { ...blueprint, cycle: { ...blueprint.cycle, prefix, districts, phases, money } };
}

/** A small running cycle on the story city (city.fixtures.ts). */
export async function aCycle(tx: Tx, cityId: number, wish: CycleWish = {}): Promise<Cycle> {
  const { phase = 'proposals', now = storyNow, slug = '2027', prefix = 'SJ27' } = wish;
  const [, from = 0] = calendar.find(([kind]) => kind === phase) ?? [];
  const blueprint = storyBlueprint(addDays(dayIn('America/Monterrey', now), -3 - from), prefix);
  wish.change?.(blueprint);
  const name = `Presupuesto participativo ${slug}`;
  const started = await startCycle(tx, { cityId, actorId: null, now, slug, name, blueprint });
  if (!started.ok) throw new Error(`the story's cycle did not start: ${JSON.stringify(started)}`);
  if (wish.publish !== false) await publishCycle(tx, { cityId, cycleId: started.value, actorId: null, now });
  return (await cycleById(tx, cityId, started.value)) as Cycle;
}
