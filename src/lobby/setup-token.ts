import { createHash, randomBytes } from 'node:crypto';
import type { Database, Tx } from '../platform/db/database.ts';
import { ok, type Result, refuse } from '../platform/result.ts';

/** How long the address on the console opens the set-up page, in hours. */
export const setupHours = 24;

/**
 * A new key to the set-up page; only its digest is kept. `first`: for a server without a city; those made before are
 * void. `further`: for one more city.
 */
export async function makeSetupToken(db: Database, kind: 'first' | 'further', now: Date): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  await db.outside(async (tx) => {
    if (kind === 'first') {
      await tx
        .deleteFrom('directory.setup_token')
        .where('used_at', 'is', null)
        .where('kind', '=', kind)
        .execute();
    }
    await tx
      .insertInto('directory.setup_token')
      .values({
        kind,
        digest: digestOf(token),
        made_at: now,
        expires_at: new Date(now.getTime() + setupHours * 3_600_000),
      })
      .execute();
  });
  return token;
}

export type TokenProblem = 'wrong-token' | 'used-token' | 'late-token';

/**
 * The row of a token that may still open a city, locked until the transaction ends: of two people who press at once,
 * the second finds it used.
 */
export async function findSetupToken(
  tx: Tx,
  token: string,
  now: Date,
): Promise<Result<number, TokenProblem>> {
  const row = await tx
    .selectFrom('directory.setup_token')
    .select(['id', 'kind', 'used_at', 'expires_at'])
    .where('digest', '=', digestOf(token))
    .forUpdate()
    .executeTakeFirst();
  if (!row) return refuse('wrong-token');
  if (row.used_at) return refuse('used-token');
  if (row.expires_at <= now) return refuse('late-token');
  if (row.kind === 'first') {
    const city = await tx.selectFrom('directory.city').select('id').limit(1).executeTakeFirst();
    if (city) return refuse('used-token');
  }
  return ok(row.id);
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
