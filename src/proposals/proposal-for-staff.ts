import type { Tx } from '../platform/db/database.ts';
import type { AuthorStage } from './proposal.ts';
import { type ShownTexts, shownTexts } from './proposal-texts.ts';

export interface StaffPhoto {
  readonly id: number;
  readonly fileId: number;
  readonly width: number;
  readonly height: number;
  readonly description: string;
  /** Why it was taken out of sight; null while it may be seen. */
  readonly removedReason: string | null;
}

export interface ProposalForStaff {
  readonly id: number;
  readonly cycleId: number;
  readonly folio: string;
  /** Null for an import. Contacts lie in `people`, behind a purpose. */
  readonly authorId: number | null;
  readonly track: string;
  readonly districtId: number;
  readonly zoneId: number | null;
  readonly category: string;
  readonly place: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly channel: 'web' | 'counter' | 'import';
  readonly submittedAt: Date;
  readonly texts: ShownTexts;
  readonly photos: readonly StaffPhoto[];
  /** The last decision about being seen; null while nobody has looked. `nth` guards the next one. */
  readonly release: {
    readonly decision: 'released' | 'held' | null;
    readonly reason: string | null;
    readonly nth: number;
  };
  readonly stage: AuthorStage;
}

/** Everything staff may know of a proposal without its author's contacts. */
export async function proposalForStaff(
  tx: Tx,
  cityId: number,
  id: number,
): Promise<ProposalForStaff | undefined> {
  const row = await tx
    .selectFrom('proposal as p')
    .leftJoin('published_proposal as shown', (join) =>
      join.onRef('shown.city_id', '=', 'p.city_id').onRef('shown.proposal_id', '=', 'p.id'),
    )
    .leftJoin('proposal_withdrawal as withdrawal', (join) =>
      join.onRef('withdrawal.city_id', '=', 'p.city_id').onRef('withdrawal.proposal_id', '=', 'p.id'),
    )
    .selectAll('p')
    .select(['shown.stage', 'withdrawal.at as withdrawnAt'])
    .where('p.city_id', '=', cityId)
    .where('p.id', '=', id)
    .executeTakeFirst();
  const texts = row && (await shownTexts(tx, cityId, id));
  if (!row || !texts) return undefined;
  const release = await lastRelease(tx, cityId, id);
  const unseen = release.decision === 'held' ? 'held' : 'received';
  return {
    id,
    cycleId: row.cycle_id,
    folio: row.folio,
    authorId: row.author_id,
    track: row.track,
    districtId: row.district_id,
    zoneId: row.zone_id,
    category: row.category,
    place: row.place,
    latitude: row.latitude,
    longitude: row.longitude,
    channel: row.channel,
    submittedAt: row.submitted_at,
    texts,
    photos: await photosOf(tx, cityId, id),
    release,
    stage: row.withdrawnAt ? 'withdrawn' : (row.stage ?? unseen),
  };
}

async function lastRelease(tx: Tx, cityId: number, id: number): Promise<ProposalForStaff['release']> {
  const row = await tx
    .selectFrom('proposal_release')
    .select(['decision', 'reason', 'nth'])
    .where('city_id', '=', cityId)
    .where('proposal_id', '=', id)
    .orderBy('nth', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? { decision: null, reason: null, nth: 0 };
}

async function photosOf(tx: Tx, cityId: number, id: number): Promise<StaffPhoto[]> {
  const rows = await tx
    .selectFrom('proposal_photo as photo')
    .innerJoin('file', (join) =>
      join.onRef('file.city_id', '=', 'photo.city_id').onRef('file.id', '=', 'photo.file_id'),
    )
    .select([
      'photo.id',
      'photo.file_id as fileId',
      'photo.description',
      'photo.removed_reason as removedReason',
      'file.width',
      'file.height',
    ])
    .where('photo.city_id', '=', cityId)
    .where('photo.proposal_id', '=', id)
    .orderBy('photo.id')
    .execute();
  return rows.map((row) => ({ ...row, width: row.width ?? 0, height: row.height ?? 0 }));
}
