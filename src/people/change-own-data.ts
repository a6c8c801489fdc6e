import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import type {} from './events.ts';

export interface OwnChange {
  readonly cityId: number;
  readonly personId: number;
  /** Empty takes the name away. */
  readonly name: string;
  readonly locale: string;
  readonly wantsNotices: boolean;
  readonly now: Date;
}

/** A person changes how she is called and written to. */
export async function changeOwnData(
  tx: Tx,
  { cityId, personId, name, locale, wantsNotices, now }: OwnChange,
): Promise<void> {
  await tx
    .updateTable('person')
    .set({ locale })
    .where('city_id', '=', cityId)
    .where('id', '=', personId)
    .execute();
  await tx
    .updateTable('person_contact')
    .set((build) => ({
      name: name || null,
      no_notices_since: wantsNotices ? null : build.fn.coalesce('no_notices_since', build.val(now)),
    }))
    .where('city_id', '=', cityId)
    .where('person_id', '=', personId)
    .execute();
  await record(tx, cityId, {
    name: 'person.changed',
    subject: `person:${personId}`,
    actorId: personId,
    at: now,
    data: { fields: ['name', 'locale', 'notices'] },
  });
}
