import type { PersonalKeeper } from '../platform/personal.ts';
import type {} from './texts.ts';

/** What a person wrote and supported. A proposal stays when its author is forgotten: it was never shown with a name. */
export const proposalsPersonal: PersonalKeeper = {
  tell: async (tx, { cityId, personId }) => {
    const written = await tx
      .selectFrom('proposal as p')
      .innerJoin('proposal_version as v', (join) =>
        join.onRef('v.city_id', '=', 'p.city_id').onRef('v.proposal_id', '=', 'p.id'),
      )
      .select(['p.folio', 'v.version', 'v.title', 'v.problem', 'v.idea', 'v.written_at as at'])
      .where('p.city_id', '=', cityId)
      .where('p.author_id', '=', personId)
      .orderBy('p.id')
      .orderBy('v.version')
      .execute();
    const drafts = await tx
      .selectFrom('proposal_draft')
      .select(['answers', 'saved_at'])
      .where('city_id', '=', cityId)
      .where('person_id', '=', personId)
      .execute();
    const supports = await tx
      .selectFrom('support as s')
      .innerJoin('proposal as p', (join) =>
        join.onRef('p.city_id', '=', 's.city_id').onRef('p.id', '=', 's.proposal_id'),
      )
      .select(['p.folio', 's.at'])
      .where('s.city_id', '=', cityId)
      .where('s.person_id', '=', personId)
      .orderBy('s.at')
      .execute();
    return [
      {
        name: 'proposals',
        title: 'proposals.stored.written',
        why: 'proposals.stored.written-why',
        columns: {
          folio: 'proposals.stored.folio',
          version: 'proposals.stored.version',
          title: 'proposals.stored.title',
          problem: 'proposals.stored.problem',
          idea: 'proposals.stored.idea',
          at: 'proposals.stored.at',
        },
        rows: written,
      },
      {
        name: 'drafts',
        title: 'proposals.stored.drafts',
        why: 'proposals.stored.drafts-why',
        columns: { answers: 'proposals.stored.answers', at: 'proposals.stored.at' },
        rows: drafts.map(({ answers, saved_at }) => ({ answers: JSON.stringify(answers), at: saved_at })),
      },
      {
        name: 'supports',
        title: 'proposals.stored.supports',
        why: 'proposals.stored.supports-why',
        columns: { folio: 'proposals.stored.folio', at: 'proposals.stored.at' },
        rows: supports,
      },
    ];
  },
  forget: async (tx, { cityId, personId }) => {
    await tx
      .deleteFrom('proposal_draft')
      .where('city_id', '=', cityId)
      .where('person_id', '=', personId)
      .execute();
  },
  retention: [
    {
      kind: 'drafts',
      title: 'proposals.stored.drafts',
      why: 'proposals.stored.drafts-why',
      days: 180,
      least: 30,
      most: 730,
      letGo: async (tx, cityId, before) => {
        const gone = await tx
          .deleteFrom('proposal_draft')
          .where('city_id', '=', cityId)
          .where('saved_at', '<', before)
          .executeTakeFirst();
        return Number(gone.numDeletedRows);
      },
    },
  ],
};
