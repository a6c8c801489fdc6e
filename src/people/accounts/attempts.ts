import { sql } from 'kysely';
import type { Database } from '../../platform/db/database.ts';

/** How often something may be tried. Times are in seconds of the machine's clock: a demo's clock frees nobody. */
export interface TryPolicy {
  /** So many tries without a wait. */
  readonly free: number;
  /** After those, the first wait; each further try doubles it. */
  readonly wait: number;
  readonly longest: number;
  /** So long without a try, and the count begins anew. */
  readonly forget: number;
}

export type Tried = { readonly allowed: true } | { readonly allowed: false; readonly minutes: number };

const hour = 3600;

/** What can be guessed or worn out, and how fast. */
export const tryPolicies = {
  /** Codes sent to one address. */
  'send-code': { free: 5, wait: 60, longest: 900, forget: hour },
  /** Codes typed for one address: one in a million each. */
  'type-code': { free: 10, wait: 60, longest: 900, forget: hour },
  /** PINs typed for one folio. */
  pin: { free: 5, wait: 60, longest: hour, forget: 24 * hour },
  /** Authenticator and recovery codes typed by one person. */
  'second-factor': { free: 5, wait: 60, longest: 900, forget: hour },
  /** Identity numbers typed by one person to be found on the list of residents. */
  residence: { free: 5, wait: 300, longest: 24 * hour, forget: 7 * 24 * hour },
} as const satisfies Record<string, TryPolicy>;

export type Tryable = keyof typeof tryPolicies;

/**
 * Counts a try before it is made, in a transaction of its own: a refused act cannot undo the count, and many at once
 * get no more tries than one after the other.
 */
export async function claimTry(db: Database, policy: TryPolicy, key: Buffer): Promise<Tried> {
  const forget = sql`auth.attempt.last_at < now() - make_interval(secs => ${policy.forget}::float)`;
  const wait = (tries: ReturnType<typeof sql>) =>
    sql`case when ${tries} >= ${policy.free}::int then now() + make_interval(secs =>
      least(${policy.longest}::float, ${policy.wait}::float * 2 ^ least(${tries} - ${policy.free}::int, 20))) end`;
  return db.outside(async (tx) => {
    const { rows } = await sql`
      insert into auth.attempt (key, tries, locked_until) values (${key}, 1, ${wait(sql`1`)})
      on conflict (key) do update set
        tries = case when ${forget} then 1 else auth.attempt.tries + 1 end,
        locked_until = case when ${forget} then ${wait(sql`1`)} else ${wait(sql`auth.attempt.tries + 1`)} end,
        last_at = now()
      where auth.attempt.locked_until is null or auth.attempt.locked_until <= now()
      returning 1`.execute(tx);
    if (rows.length > 0) return { allowed: true };
    const locked = await sql<{ minutes: number }>`
      select greatest(1, round(extract(epoch from locked_until - now()) / 60))::int as minutes
      from auth.attempt where key = ${key}`.execute(tx);
    return { allowed: false, minutes: locked.rows[0]?.minutes ?? 1 };
  });
}

export async function clearTries(db: Database, key: Buffer): Promise<void> {
  await db.outside((tx) => tx.deleteFrom('auth.attempt').where('key', '=', key).execute());
}
