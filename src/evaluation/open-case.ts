import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';

interface Input {
  readonly cityId: number;
  readonly proposalId: number;
  readonly actorId: number | null;
  readonly now: Date;
}

/** Opens the case of a proposal in the transaction that submits it. A second call changes nothing. */
export async function openCase(tx: Tx, { cityId, proposalId, actorId, now }: Input): Promise<void> {
  const opened = await tx
    .insertInto('evaluation_case')
    .columns(['city_id', 'cycle_id', 'proposal_id', 'opened_at', 'search'])
    .expression((from) =>
      from
        .selectFrom('proposal as p')
        .innerJoin('proposal_version as v', (join) =>
          join
            .onRef('v.city_id', '=', 'p.city_id')
            .onRef('v.proposal_id', '=', 'p.id')
            .on('v.version', '=', 1),
        )
        .select((row) => [
          'p.city_id',
          'p.cycle_id',
          'p.id',
          row.val(now).as('opened_at'),
          sql<string>`search_words(concat_ws(' ', v.title, v.problem, v.idea))`.as('search'),
        ])
        .where('p.city_id', '=', cityId)
        .where('p.id', '=', proposalId),
    )
    .onConflict((conflict) => conflict.columns(['city_id', 'proposal_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!opened) return;
  await tx
    .insertInto('case_transition')
    .values({ city_id: cityId, case_id: opened.id, to_state: 'received', done_by: actorId, at: now })
    .execute();
  await record(tx, cityId, {
    name: 'case.opened',
    subject: `case:${opened.id}`,
    actorId,
    at: now,
    data: { caseId: opened.id, proposalId },
  });
}
