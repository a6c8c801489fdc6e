import type { Tx } from '../../platform/db/database.ts';
import { holdProposal } from '../../proposals/hold-proposal.ts';
import { releaseProposal } from '../../proposals/release-proposal.ts';
import { demoContent, writtenAbout } from '../content/demo-content.ts';
import { done } from './done.ts';
import { later, oneDay, oneHour, type Play } from './play.ts';

/** The coordinator looks at what came in, the day after; two of the proposals name people and stay out of sight. */
export async function playReleases(tx: Tx, { city, cycle, staff, until }: Play): Promise<void> {
  const waiting = await tx
    .selectFrom('proposal as p')
    .innerJoin('proposal_version as v', (join) =>
      join.onRef('v.city_id', '=', 'p.city_id').onRef('v.proposal_id', '=', 'p.id').on('v.version', '=', 1),
    )
    .select(['p.id', 'p.submitted_at', 'v.title'])
    .where('p.city_id', '=', city.id)
    .where('p.cycle_id', '=', cycle.id)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('proposal_release as r')
            .select('r.nth')
            .whereRef('r.city_id', '=', 'p.city_id')
            .whereRef('r.proposal_id', '=', 'p.id'),
        ),
      ),
    )
    .orderBy('p.id')
    .execute();
  for (const { id, submitted_at, title } of waiting) {
    const now = later(submitted_at, oneDay + 2 * oneHour);
    if (now > until) continue;
    const act = { cityId: city.id, proposalId: id, actorId: staff.coordinator, now, seen: 0 };
    if (writtenAbout(title)?.outcome.kind === 'held') {
      done(await holdProposal(tx, { ...act, reason: demoContent.works.letters.held }));
    } else done(await releaseProposal(tx, act));
  }
}
