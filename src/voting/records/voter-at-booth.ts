import { findAtCounter } from '../../people/find-at-counter.ts';
import { readFolio } from '../../people/folio.ts';
import type { Identity } from '../../people/identity.ts';
import { ownData } from '../../people/people-queries.ts';
import type { Tx } from '../../platform/db/database.ts';

/** What an officer needs to see of the person who stands before her: who she is, where she votes, which papers are hers. */
export interface VoterAtBooth {
  readonly personId: number;
  readonly name: string | null;
  readonly zone: string;
  readonly papers: readonly string[];
}

export async function personByFolio(tx: Tx, cityId: number, typed: string): Promise<number | undefined> {
  const folio = readFolio(typed);
  if (!folio) return undefined;
  const row = await tx
    .selectFrom('counter_folio')
    .select('person_id')
    .where('city_id', '=', cityId)
    .where('folio', '=', folio)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return row?.person_id;
}

/** The look-up of a document is on record, with the officer. */
export async function personByDocument(
  tx: Tx,
  act: { readonly cityId: number; readonly actorId: number; readonly now: Date; readonly identity: Identity },
): Promise<number | undefined> {
  const found = await findAtCounter(tx, act);
  return found.ok ? found.value : undefined;
}

/** Undefined for whoever is not on the roll of the cycle. */
export async function voterAtBooth(
  tx: Tx,
  cityId: number,
  cycleId: number,
  personId: number,
): Promise<VoterAtBooth | undefined> {
  const entry = await tx
    .selectFrom('roll_entry as r')
    .innerJoin('zone as z', (join) =>
      join.onRef('z.city_id', '=', 'r.city_id').onRef('z.id', '=', 'r.zone_id'),
    )
    .select(['r.zone_id', 'z.name as zone'])
    .where('r.city_id', '=', cityId)
    .where('r.cycle_id', '=', cycleId)
    .where('r.person_id', '=', personId)
    .executeTakeFirst();
  if (!entry) return undefined;
  const contests = await tx
    .selectFrom('contest as q')
    .innerJoin('contest_zone as z', (join) =>
      join.onRef('z.city_id', '=', 'q.city_id').onRef('z.contest_id', '=', 'q.id'),
    )
    .select('q.title')
    .where('q.city_id', '=', cityId)
    .where('q.cycle_id', '=', cycleId)
    .where('z.zone_id', '=', entry.zone_id)
    .orderBy('q.id')
    .execute();
  const { name } = await ownData(tx, cityId, personId);
  return { personId, name, zone: entry.zone, papers: contests.map(({ title }) => title) };
}
