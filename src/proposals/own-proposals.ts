import type { Tx } from '../platform/db/database.ts';
import type { AuthorStage } from './proposal.ts';

/** A proposal as its author finds it among hers. */
export interface OwnProposal {
  readonly proposalId: number;
  readonly cycleId: number;
  readonly cycle: string;
  readonly folio: string;
  readonly title: string;
  readonly stage: AuthorStage;
  readonly submittedAt: Date;
  /** Why staff keep it back; null unless they do. */
  readonly heldBecause: string | null;
  readonly supports: number;
}

/** Everything that a person has proposed in this city, the newest first. */
export async function ownProposals(tx: Tx, cityId: number, authorId: number): Promise<OwnProposal[]> {
  const rows = await tx
    .selectFrom('proposal as p')
    .innerJoin('cycle as c', (join) => join.onRef('c.city_id', '=', 'p.city_id').onRef('c.id', '=', 'p.cycle_id'))
    .innerJoin('proposal_version as v', (join) =>
      join.onRef('v.city_id', '=', 'p.city_id').onRef('v.proposal_id', '=', 'p.id').on('v.version', '=', 1),
    )
    .leftJoin('published_proposal as shown', (join) =>
      join.onRef('shown.city_id', '=', 'p.city_id').onRef('shown.proposal_id', '=', 'p.id'),
    )
    .leftJoin('proposal_withdrawal as w', (join) =>
      join.onRef('w.city_id', '=', 'p.city_id').onRef('w.proposal_id', '=', 'p.id'),
    )
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('proposal_release as r')
          .select(['r.decision', 'r.reason'])
          .whereRef('r.city_id', '=', 'p.city_id')
          .whereRef('r.proposal_id', '=', 'p.id')
          .orderBy('r.nth', 'desc')
          .limit(1)
          .as('last'),
      (join) => join.onTrue(),
    )
    .select(['p.id', 'p.cycle_id', 'c.name', 'p.folio', 'v.title', 'p.submitted_at', 'shown.stage', 'shown.supports'])
    .select(['w.at as withdrawnAt', 'last.decision', 'last.reason'])
    .where('p.city_id', '=', cityId)
    .where('p.author_id', '=', authorId)
    .orderBy('p.submitted_at', 'desc')
    .orderBy('p.id', 'desc')
    .execute();
  return rows.map((row) => ({
    proposalId: row.id,
    cycleId: row.cycle_id,
    cycle: row.name,
    folio: row.folio,
    title: row.title,
    stage: row.withdrawnAt ? 'withdrawn' : (row.stage ?? (row.decision === 'held' ? 'held' : 'received')),
    submittedAt: row.submitted_at,
    heldBecause: row.decision === 'held' ? row.reason : null,
    supports: row.supports ?? 0,
  }));
}
