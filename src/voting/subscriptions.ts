import { currentCycle } from '../cycle/cycle-queries.ts';
import type {} from '../people/events.ts';
import type { Tx } from '../platform/db/database.ts';
import { type Happened, subscribe } from '../platform/events/events.ts';
import { enterOnRoll } from './build-roll.ts';
import { votingOf } from './voting-phase.ts';
import { contestsOf } from './voting-queries.ts';

/** Whoever is verified after the freezing and before the close may vote: at once, because she may be at the booth. */
export const votingSubscriptions = [
  subscribe({ event: 'person.verified', name: 'voting enter on roll', when: 'together', run: enterVerified }),
];

async function enterVerified(
  tx: Tx,
  { cityId, subject, actorId, at }: Happened<'person.verified'>,
): Promise<void> {
  const cycle = await currentCycle(tx, cityId);
  if (!cycle || (await contestsOf(tx, cityId, cycle.id)).length === 0) return;
  const phase = (await votingOf(tx, cityId, cycle.id, at))?.phase;
  if (!phase || phase.state === 'closed' || phase.state === 'cancelled') return;
  const personId = Number(subject.slice('person:'.length));
  await enterOnRoll(tx, cycle, { cityId, actorId, now: at, personId });
}
