import { rm } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';
import { pathOf } from './file-store.ts';

/** Whoever keeps bytes holds this until the row that names them stands; whoever removes bytes waits for nobody. */
const lockClass = 6_010;

/** Held by an upload, so that bytes which lie there already are not removed under it. */
export async function holdBytes(tx: Tx, digest: Buffer): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${lockClass}, ${digest.readInt32BE(0)})`.execute(tx);
}

/**
 * Removes the bytes of rows that an earlier run has let go of, where no row of any city names them; then lets go of the
 * rows that are older than `before` and that nothing refers to. In this order, because a deleted row comes back when its
 * transaction fails, and bytes do not.
 *
 * @returns how many rows were let go of
 */
export async function letGoOfFiles(tx: Tx, cityId: number, before: Date): Promise<number> {
  const waiting = await tx.selectFrom('file_let_go').select('sha256').where('city_id', '=', cityId).execute();
  for (const { sha256 } of waiting) await removeBytes(tx, cityId, sha256);
  const { rows } = await sql<{ gone: number }>`select let_go_of_files(${before}) as gone`.execute(tx);
  return rows[0]?.gone ?? 0;
}

async function removeBytes(tx: Tx, cityId: number, digest: Buffer): Promise<void> {
  const { rows: locked } = await sql<{ free: boolean }>`
    select pg_try_advisory_xact_lock(${lockClass}, ${digest.readInt32BE(0)}) as free`.execute(tx);
  // Somebody sends the same picture now: tomorrow is early enough.
  if (!locked[0]?.free) return;
  const { rows } = await sql<{ named: boolean }>`select file_is_named(${digest}) as named`.execute(tx);
  if (!rows[0]?.named)
    for (const variant of ['', 'small']) await rm(pathOf(digest, variant), { force: true });
  await tx.deleteFrom('file_let_go').where('city_id', '=', cityId).where('sha256', '=', digest).execute();
}
