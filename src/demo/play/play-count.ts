import type { PhaseView } from '../../cycle/cycle-queries.ts';
import type { Tx } from '../../platform/db/database.ts';
import { countContests } from '../../results/count-contests.ts';
import { lastRuns, publishResults } from '../../results/publish-results.ts';
import { recordTieSeed } from '../../results/record-tie-seed.ts';
import { demoPrivateKey } from '../../voting/demo-key.ts';
import { openBallots } from '../../voting/open-ballots.ts';
import { contestsOf } from '../../voting/voting-queries.ts';
import { demoContent } from '../content/demo-content.ts';
import { later, oneDay, oneHour, type Play } from './play.ts';

/** When the results of a vote that has closed become public. */
export function publicationOf(voting: PhaseView): Date {
  return later(voting.closesAt, oneDay + 12 * oneHour);
}

/** Seed, opening, count and publication, each at its hour. Does nothing where a visitor holds the key, or was faster. */
export async function playCount(tx: Tx, play: Play, voting: PhaseView): Promise<void> {
  const { city, cycle, staff, until } = play;
  const act = { cityId: city.id, cycleId: cycle.id, actorId: staff.coordinator };
  const { seed, source } = demoContent.city.lots;
  await recordTieSeed(tx, { ...act, seed, source, now: later(voting.closesAt, -oneDay) });
  const openAt = later(voting.closesAt, oneHour);
  if (openAt > until) return;
  const opened = await openBallots(tx, { ...act, privateKey: demoPrivateKey, now: openAt });
  if (!opened.ok && opened.reason !== 'already-opened') return;
  const published = await tx
    .selectFrom('publication')
    .select('id')
    .where('city_id', '=', city.id)
    .where('cycle_id', '=', cycle.id)
    .executeTakeFirst();
  if (published) return;
  const countAt = later(voting.closesAt, 2 * oneHour);
  if (countAt > until) return;
  const contests = await contestsOf(tx, city.id, cycle.id);
  const ids = contests.map(({ id }) => id);
  if ((await lastRuns(tx, city.id, ids)).length < ids.length) {
    await countContests(tx, { ...act, currency: city.currency, now: countAt });
  }
  const publishAt = publicationOf(voting);
  if (publishAt > until) return;
  const runs = await lastRuns(tx, city.id, ids);
  await publishResults(tx, { ...act, runIds: runs.map(({ id }) => id), now: publishAt });
}
