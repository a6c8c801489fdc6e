import type { Tx } from '../platform/db/database.ts';

export interface Upload {
  readonly id: number;
  readonly cycleId: number;
  readonly filename: string;
  readonly content: Buffer;
}

export interface NewUpload {
  readonly cityId: number;
  readonly cycleId: number;
  readonly filename: string;
  readonly content: Buffer;
  readonly actorId: number;
  readonly now: Date;
}

/** Keeps a file of proposals while its columns are mapped; it goes with the import, or after a day. */
export async function keepUpload(
  tx: Tx,
  { cityId, cycleId, filename, content, actorId, now }: NewUpload,
): Promise<number> {
  const { id } = await tx
    .insertInto('import_upload')
    .values({ city_id: cityId, cycle_id: cycleId, filename, content, uploaded_by: actorId, uploaded_at: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function uploadById(tx: Tx, cityId: number, id: number): Promise<Upload | undefined> {
  const row = await tx
    .selectFrom('import_upload')
    .select(['id', 'cycle_id', 'filename', 'content'])
    .where('city_id', '=', cityId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { id: row.id, cycleId: row.cycle_id, filename: row.filename, content: row.content };
}

export async function dropUpload(tx: Tx, cityId: number, id: number): Promise<void> {
  await tx.deleteFrom('import_upload').where('city_id', '=', cityId).where('id', '=', id).execute();
}
