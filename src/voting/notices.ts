import type { Tx } from '../platform/db/database.ts';
import type { Happened } from '../platform/events/events.ts';
import type { Letter, Notice } from '../platform/module.ts';

/** Authors hear that their proposals made it onto the ballot, those of joined proposals too. */
export const votingNotices: readonly Notice[] = [
  { event: 'ballot.frozen', name: 'voting on ballot', compose: composeOnBallot },
];

async function composeOnBallot(tx: Tx, { cityId, data }: Happened<'ballot.frozen'>): Promise<Letter[]> {
  const rows = await tx
    .selectFrom('candidate_proposal as cp')
    .innerJoin('candidate as c', (join) =>
      join.onRef('c.city_id', '=', 'cp.city_id').onRef('c.id', '=', 'cp.candidate_id'),
    )
    .innerJoin('contest as q', (join) =>
      join.onRef('q.city_id', '=', 'c.city_id').onRef('q.id', '=', 'c.contest_id'),
    )
    .innerJoin('proposal as p', (join) =>
      join.onRef('p.city_id', '=', 'cp.city_id').onRef('p.id', '=', 'cp.proposal_id'),
    )
    .select(['p.author_id', 'p.folio', 'c.number', 'q.id as contestId', 'q.title'])
    .where('cp.city_id', '=', cityId)
    .where('q.cycle_id', '=', data.cycleId)
    .where('p.author_id', 'is not', null)
    .$narrowType<{ author_id: number }>()
    .orderBy('p.id')
    .execute();
  return rows.map(({ author_id, folio, number, contestId, title }) => ({
    personId: author_id,
    subject: 'voting.mail-frozen-subject',
    body: 'voting.mail-frozen-body',
    args: { folio, number, contest: title },
    path: `/vote/${contestId}`,
  }));
}
