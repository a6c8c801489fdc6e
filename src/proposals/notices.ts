import { followersOf } from '../people/follow.ts';
import type { Tx } from '../platform/db/database.ts';
import type { EventName, Happened } from '../platform/events/events.ts';
import type { TextArgs, TextKey } from '../platform/i18n/texts.ts';
import type { Letter, Notice } from '../platform/module.ts';
import type {} from './events.ts';
import type {} from './texts.ts';

interface Subject {
  readonly folio: string;
  readonly title: string;
  readonly authorId: number | null;
}

/** The title as the public may read it, or as its author wrote it when only she is told. */
async function subjectOf(tx: Tx, cityId: number, proposalId: number): Promise<Subject | undefined> {
  const row = await tx
    .selectFrom('proposal as p')
    .innerJoin('proposal_version as v', (join) =>
      join.onRef('v.city_id', '=', 'p.city_id').onRef('v.proposal_id', '=', 'p.id').on('v.version', '=', 1),
    )
    .leftJoin('published_proposal as shown', (join) =>
      join.onRef('shown.city_id', '=', 'p.city_id').onRef('shown.proposal_id', '=', 'p.id'),
    )
    .select(['p.folio', 'p.author_id', 'v.title', 'shown.title as shownTitle'])
    .where('p.city_id', '=', cityId)
    .where('p.id', '=', proposalId)
    .executeTakeFirst();
  return row && { folio: row.folio, authorId: row.author_id, title: row.shownTitle ?? row.title };
}

type About = Extract<EventName, 'proposal.submitted' | 'proposal.released' | 'proposal.held'>;

/** A letter to the author; an import has none. */
function toAuthor<Name extends About>(
  event: Name,
  argsOf: (happened: Happened<Name>) => TextArgs = () => ({}),
): Notice {
  return {
    event,
    name: `${event} to its author`,
    compose: async (tx: Tx, happened: Happened<Name>): Promise<Letter[]> => {
      const subject = await subjectOf(tx, happened.cityId, happened.data.proposalId);
      if (!subject || subject.authorId === null) return [];
      const { folio, title, authorId } = subject;
      return [
        {
          personId: authorId,
          subject: `proposals.mail.${event}.subject` satisfies TextKey,
          body: `proposals.mail.${event}.body` satisfies TextKey,
          args: { folio, title, ...argsOf(happened) },
          path: `/me/proposals/${folio}`,
          // The receipt answers what she has just done.
          ...(event === 'proposal.submitted' && { kind: 'asked' }),
        },
      ];
    },
  };
}

/** Who follows a proposal hears of each step; its author hears of the decision from evaluation, with the reasons. */
const outcomes: Notice = {
  event: 'proposal.outcome',
  name: 'proposal.outcome to its followers',
  compose: async (tx: Tx, { cityId, data }: Happened<'proposal.outcome'>): Promise<Letter[]> => {
    const subject = await subjectOf(tx, cityId, data.proposalId);
    if (!subject) return [];
    const decided = ['feasible', 'infeasible', 'joined'].includes(data.stage);
    const followers = await followersOf(tx, cityId, `proposal:${data.proposalId}`);
    return followers
      .filter((personId) => !decided || personId !== subject.authorId)
      .map((personId) => ({
        personId,
        subject: 'proposals.mail.proposal.outcome.subject',
        body: `proposals.mail.proposal.outcome.${data.stage}` satisfies TextKey,
        args: { folio: subject.folio, title: subject.title },
        path: `/proposals/${subject.folio}`,
      }));
  },
};

export const proposalsNotices: readonly Notice[] = [
  toAuthor('proposal.submitted'),
  toAuthor('proposal.released'),
  toAuthor('proposal.held', ({ data }) => ({ reason: data.reason })),
  outcomes,
];
