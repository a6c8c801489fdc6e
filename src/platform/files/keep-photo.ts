import type { Tx } from '../db/database.ts';
import { ok, type Result } from '../result.ts';
import { type CrestProblem, readCrest } from './crest.ts';
import { digestOf, pathOf, writeFileDurably } from './file-store.ts';
import { holdBytes } from './let-go-of-files.ts';
import { type PhotoProblem, type Picture, readPhoto } from './photo.ts';

export interface KeptPhoto {
  readonly fileId: number;
  /** Pixels of the large size, so that a page keeps its place free. */
  readonly width: number;
  readonly height: number;
}

/**
 * Keeps a photo that somebody sent: the bytes first, durably, then the row. A transaction that fails afterwards leaves
 * bytes that nothing points to, never a row without bytes. Who may see it is for a `FileRule` to say: until one does,
 * nobody may.
 */
export async function keepPhoto(
  tx: Tx,
  { cityId, bytes }: { readonly cityId: number; readonly bytes: Buffer },
): Promise<Result<KeptPhoto, PhotoProblem>> {
  const read = await readPhoto(bytes);
  if (!read.ok) return read;
  return ok(await keepPictures(tx, { cityId, mediaType: 'image/webp', ...read.value }));
}

/** The same for a coat of arms, as PNG. */
export async function keepCrest(
  tx: Tx,
  { cityId, bytes }: { readonly cityId: number; readonly bytes: Buffer },
): Promise<Result<KeptPhoto, CrestProblem>> {
  const read = await readCrest(bytes);
  return read.ok ? ok(await keepPictures(tx, { cityId, mediaType: 'image/png', ...read.value })) : read;
}

interface Pictures {
  readonly cityId: number;
  readonly mediaType: string;
  readonly large: Picture;
  readonly small: Picture;
}

async function keepPictures(tx: Tx, { cityId, mediaType, large, small }: Pictures): Promise<KeptPhoto> {
  const digest = digestOf(large.bytes);
  await holdBytes(tx, digest);
  await writeFileDurably(pathOf(digest), large.bytes);
  await writeFileDurably(pathOf(digest, 'small'), small.bytes);
  const { id } = await tx
    .insertInto('file')
    .values({
      city_id: cityId,
      sha256: digest,
      media_type: mediaType,
      bytes: large.bytes.length,
      width: large.width,
      height: large.height,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { fileId: id, width: large.width, height: large.height };
}
