import type { PersonalKeeper } from '../platform/personal.ts';
import type {} from './texts.ts';

/** That a person could vote and did, never what: no row of hers says it. All of it stays, because it is what is counted. */
export const votingPersonal: PersonalKeeper = {
  tell: async (tx, { cityId, personId }) => {
    const entries = await tx
      .selectFrom('roll_entry as r')
      .innerJoin('cycle as c', (join) =>
        join.onRef('c.city_id', '=', 'r.city_id').onRef('c.id', '=', 'r.cycle_id'),
      )
      .select(['r.id', 'c.name as cycle', 'r.added_at'])
      .where('r.city_id', '=', cityId)
      .where('r.person_id', '=', personId)
      .orderBy('r.id')
      .execute();
    const ids = entries.map(({ id }) => id);
    const votes = ids.length
      ? await tx
          .selectFrom('envelope as e')
          .innerJoin('contest as c', (join) =>
            join.onRef('c.city_id', '=', 'e.city_id').onRef('c.id', '=', 'e.contest_id'),
          )
          .select(['c.title as contest', 'e.cast_at as at', 'e.ended'])
          .where('e.city_id', '=', cityId)
          .where('e.roll_entry_id', 'in', ids)
          .orderBy('e.id')
          .execute()
      : [];
    const booths = ids.length
      ? await tx
          .selectFrom('check_in as k')
          .innerJoin('booth as b', (join) =>
            join.onRef('b.city_id', '=', 'k.city_id').onRef('b.id', '=', 'k.booth_id'),
          )
          .select(['b.name as booth', 'k.at'])
          .where('k.city_id', '=', cityId)
          .where('k.roll_entry_id', 'in', ids)
          .execute()
      : [];
    return [
      {
        name: 'roll',
        title: 'voting.stored.roll',
        why: 'voting.stored.roll-why',
        columns: { cycle: 'voting.stored.cycle', at: 'voting.stored.at' },
        rows: entries.map(({ cycle, added_at }) => ({ cycle, at: added_at })),
      },
      {
        name: 'votes',
        title: 'voting.stored.votes',
        why: 'voting.stored.votes-why',
        columns: { contest: 'voting.stored.contest', at: 'voting.stored.at', counts: 'voting.stored.counts' },
        rows: votes.map(({ contest, at, ended }) => ({ contest, at, counts: ended === null })),
      },
      {
        name: 'booths',
        title: 'voting.stored.booths',
        why: 'voting.stored.booths-why',
        columns: { booth: 'voting.stored.booth', at: 'voting.stored.at' },
        rows: booths,
      },
    ];
  },
};
