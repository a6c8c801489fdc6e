import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';
import type { FormBody, FormValue } from './form.ts';
import type { Redirect } from './page.ts';

/** One pressing of one button: who pressed what, with which contents. */
export interface Press {
  readonly personId: number | null;
  /** The address with its query, below the city's base. */
  readonly path: string;
  readonly body: FormBody;
}

/**
 * The key under which a press has one effect; null where the form carries none. The contents are part of it: a browser
 * that goes back shows the old form with the old `_once`, and what is corrected there is another press, not the same.
 */
export function onceKey({ personId, path, body }: Press): string | null {
  const once = body._once;
  if (typeof once !== 'string' || once.length < 8 || once.length > 64) return null;
  const hash = createHash('sha256');
  hash.update(JSON.stringify([once, personId, path]));
  for (const [name, value] of Object.entries(body)) {
    hash.update(JSON.stringify(name));
    for (const one of [value].flat()) addValue(hash, one);
  }
  return hash.digest('base64url');
}

function addValue(hash: ReturnType<typeof createHash>, value: Exclude<FormValue, unknown[]>): void {
  if (typeof value === 'string') hash.update(JSON.stringify(value));
  else hash.update(JSON.stringify([value.filename, value.bytes.length])).update(value.bytes);
}

/**
 * Takes the key inside the act's transaction. A second press waits here for the first and gets its answer; the first
 * gets null, and so does a second one where the first was undone.
 */
export async function claimOnce(tx: Tx, cityId: number, key: string): Promise<Redirect | 'no-answer' | null> {
  const taken = await tx
    .insertInto('once')
    .values({ city_id: cityId, key })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .executeTakeFirst();
  if (taken) return null;
  const first = await tx
    .selectFrom('once')
    .select('answer')
    .where('city_id', '=', cityId)
    .where('key', '=', key)
    .executeTakeFirst();
  return (first?.answer as Redirect | null) ?? 'no-answer';
}

/** Keeps where the first press led, without its cookies: those are for one browser, once. */
export async function keepAnswer(
  tx: Tx,
  cityId: number,
  key: string,
  { cookies: _, ...answer }: Redirect,
): Promise<void> {
  await tx
    .updateTable('once')
    .set({ answer: JSON.stringify(answer) })
    .where('city_id', '=', cityId)
    .where('key', '=', key)
    .execute();
}

/** Drops the keys of presses that nobody repeats any more; a form may stay open in a browser for two days. */
export async function forgetOnceKeys(tx: Tx, cityId: number): Promise<void> {
  await tx
    .deleteFrom('once')
    .where('city_id', '=', cityId)
    .where('at', '<', sql<Date>`now() - interval '2 days'`)
    .execute();
}
