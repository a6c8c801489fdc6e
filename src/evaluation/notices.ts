import type { Tx } from '../platform/db/database.ts';
import type { Happened } from '../platform/events/events.ts';
import type { Letter, Notice } from '../platform/module.ts';
import { revealedDecision } from './decision-queries.ts';
import type {} from './events.ts';

/** The proposer learns of the decision at the moment at which everybody can, never before. */
async function decisionLetters(tx: Tx, happened: Happened<'decision.revealed'>): Promise<Letter[]> {
  const { cityId, data } = happened;
  const decision = await revealedDecision(tx, cityId, data.proposalId);
  const proposal = await tx
    .selectFrom('proposal as p')
    .innerJoin('published_proposal as s', (join) =>
      join.onRef('s.city_id', '=', 'p.city_id').onRef('s.proposal_id', '=', 'p.id'),
    )
    .select(['p.author_id', 'p.folio', 's.title'])
    .where('p.city_id', '=', cityId)
    .where('p.id', '=', data.proposalId)
    .executeTakeFirst();
  if (!decision || !proposal || proposal.author_id === null) return [];
  return [
    {
      personId: proposal.author_id,
      subject: `evaluation.mail.subject.${decision.outcome}`,
      body: `evaluation.mail.body.${decision.outcome}`,
      args: { folio: proposal.folio, title: proposal.title, reasons: decision.reasons },
      path: `/proposals/${proposal.folio}`,
    },
  ];
}

export const evaluationNotices: readonly Notice[] = [
  { event: 'decision.revealed', name: 'evaluation.decision-revealed', compose: decisionLetters },
];
