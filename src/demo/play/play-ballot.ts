import type { Tx } from '../../platform/db/database.ts';
import { freezeBallot } from '../../voting/freeze-ballot.ts';
import { makeBooth } from '../../voting/make-booth.ts';
import { useDemoKey } from '../../voting/use-demo-key.ts';
import { contestsOf } from '../../voting/voting-queries.ts';
import { demoContent } from '../content/demo-content.ts';
import type { Play } from './play.ts';

/** The coordinator freezes the ballot, in an order drawn by lot, with the key that everybody knows, and sets up the booths. */
export async function playBallot(tx: Tx, { city, cycle, staff }: Play, now: Date): Promise<void> {
  if ((await contestsOf(tx, city.id, cycle.id)).length > 0) return;
  const act = { cityId: city.id, cycleId: cycle.id, actorId: staff.coordinator, now };
  // Refused where a visitor has already given the cycle a key of her own: that one stays.
  await useDemoKey(tx, act);
  const order = { by: 'lot', seed: demoContent.city.lots.order } as const;
  const frozen = await freezeBallot(tx, { ...act, order, leaveOut: true });
  if (!frozen.ok) return;
  for (const booth of demoContent.city.booths) await makeBooth(tx, { ...act, ...booth });
}
