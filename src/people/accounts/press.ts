import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { accounts, type OpenedSession } from '../accounts.ts';
import { keyedDigest } from '../keys.ts';
import { sessionLine } from './sign-in.ts';

/** How long the same press is answered with the same session, in seconds. */
const repeats = 10;

/** What only the browser could send that opened the session: its sealed cookie and what was typed. */
export function pressKey(sealed: string, typed: string): Buffer {
  return keyedDigest(accounts().keys.codes, `press ${sealed} ${typed}`);
}

/** The session that the same press has just opened, or null; waits for the first press while it is under way. */
export async function openedByPress(tx: Tx, key: Buffer): Promise<OpenedSession | null> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${key.toString('hex')}, 0))`.execute(tx);
  const row = await tx
    .selectFrom('auth.opened as o')
    .innerJoin('auth.session as s', 's.id', 'o.session_id')
    .select(['s.id', 's.userId', 's.token'])
    .where('o.key', '=', key)
    .where('o.at', '>', sql<Date>`now() - make_interval(secs => ${repeats})`)
    .executeTakeFirst();
  return row ? { userId: row.userId, sessionId: row.id, cookies: [await sessionLine(row.token)] } : null;
}

export async function keepPress(tx: Tx, key: Buffer, sessionId: string): Promise<void> {
  await tx
    .insertInto('auth.opened')
    .values({ key, session_id: sessionId })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ session_id: sessionId, at: sql`now()` }))
    .execute();
}

/** Drops presses that nobody repeats any more. */
export async function forgetPresses(tx: Tx): Promise<void> {
  await tx
    .deleteFrom('auth.opened')
    .where('at', '<', sql<Date>`now() - make_interval(secs => ${repeats})`)
    .execute();
}
