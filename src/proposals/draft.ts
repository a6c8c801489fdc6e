import { sql } from 'kysely';
import { z } from 'zod';
import type { Tx } from '../platform/db/database.ts';
import type { ProposalPhoto } from './proposal.ts';

/** What a person has typed so far, as her form holds it: text that only `readAnswers` turns into answers. */
export const draftAnswers = z.object({
  title: z.string(),
  problem: z.string(),
  idea: z.string(),
  track: z.string(),
  category: z.string(),
  where: z.string(),
  place: z.string(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
});
export type DraftAnswers = z.infer<typeof draftAnswers>;

export interface Draft {
  readonly answers: DraftAnswers;
  readonly photos: readonly ProposalPhoto[];
}

export interface DraftKey {
  readonly cityId: number;
  readonly cycleId: number;
  readonly personId: number;
}

export async function draftOf(tx: Tx, { cityId, cycleId, personId }: DraftKey): Promise<Draft | undefined> {
  const row = await tx
    .selectFrom('proposal_draft')
    .select(['answers', 'photos'])
    .where('city_id', '=', cityId)
    .where('cycle_id', '=', cycleId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row && { answers: draftAnswers.parse(row.answers), photos: row.photos as ProposalPhoto[] };
}

/** Keeps what the person has written; photos that are there stay. */
export async function saveDraft(tx: Tx, key: DraftKey, answers: DraftAnswers, now: Date): Promise<void> {
  const written = { answers: JSON.stringify(answers), saved_at: now };
  await tx
    .insertInto('proposal_draft')
    .values({ city_id: key.cityId, cycle_id: key.cycleId, person_id: key.personId, ...written })
    .onConflict((conflict) => conflict.columns(['city_id', 'cycle_id', 'person_id']).doUpdateSet(written))
    .execute();
}

/** Adds a photo while fewer than `maximum` are there; false when it is one too many. */
export async function addDraftPhoto(
  tx: Tx,
  key: DraftKey,
  photo: ProposalPhoto,
  maximum: number,
): Promise<boolean> {
  const changed = await tx
    .updateTable('proposal_draft')
    .set({ photos: sql`photos || ${JSON.stringify([photo])}::jsonb` })
    .where('city_id', '=', key.cityId)
    .where('cycle_id', '=', key.cycleId)
    .where('person_id', '=', key.personId)
    .where(sql<boolean>`jsonb_array_length(photos) < ${maximum}`)
    .executeTakeFirst();
  return changed.numUpdatedRows > 0n;
}

export async function removeDraftPhoto(tx: Tx, key: DraftKey, fileId: number): Promise<void> {
  await tx
    .updateTable('proposal_draft')
    .set({
      photos: sql`coalesce((
        select jsonb_agg(photo) from jsonb_array_elements(photos) photo where (photo ->> 'fileId')::bigint <> ${fileId}
      ), '[]')`,
    })
    .where('city_id', '=', key.cityId)
    .where('cycle_id', '=', key.cycleId)
    .where('person_id', '=', key.personId)
    .execute();
}

/** Submitted, or thrown away. */
export async function dropDraft(tx: Tx, key: DraftKey): Promise<void> {
  await tx
    .deleteFrom('proposal_draft')
    .where('city_id', '=', key.cityId)
    .where('cycle_id', '=', key.cycleId)
    .where('person_id', '=', key.personId)
    .execute();
}
