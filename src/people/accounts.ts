import { sql } from 'kysely';
import { createDatabase, type Database } from '../platform/db/database.ts';
import { claimTry, clearTries, type Tried, type Tryable, tryPolicies } from './accounts/attempts.ts';
import { type Auth, createAuth } from './accounts/auth.ts';
import { sessionCookieName } from './accounts/session-cookie.ts';
import { deriveKeys, type Keys, keyedDigest } from './keys.ts';

export interface AccountsOptions {
  /** The application's connection string. */
  readonly url: string;
  /** CABILDO_SECRET. */
  readonly secret: string;
  /** True where the address is https. */
  readonly secure: boolean;
  /** Identity providers that the operator trusts with e-mail addresses: an account is good in every city. */
  readonly oidcIssuers?: readonly string[];
  readonly connections?: number;
}

/** A session that was just opened, with the Set-Cookie line that gives it to the browser. */
export interface OpenedSession {
  readonly userId: string;
  readonly sessionId: string;
  readonly cookies: readonly string[];
}

/** Sign-in accounts, the same for all cities of an installation. */
export interface Accounts {
  readonly keys: Keys;
  readonly cookieName: string;
  readonly secure: boolean;
  readonly oidcIssuers: readonly string[];
  readonly auth: Auth;
  /** Counts a try at guessing; ask before each, clear after success. `whose` is what is tried: an address, a folio. */
  readonly claimTry: (what: Tryable, whose: string) => Promise<Tried>;
  readonly clearTries: (what: Tryable, whose: string) => Promise<void>;
  /** Writes down that a session was used now, so that it does not end for want of use. */
  readonly keepAlive: (sessionId: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * Opens the accounts on a few connections of their own: a request that already holds one of the pages' connections
 * never waits for a second one of the same pool, which under load would be waiting for itself.
 */
export function openAccounts({
  url,
  secret,
  secure,
  oidcIssuers = [],
  connections = 5,
}: AccountsOptions): Accounts {
  const db = createDatabase(url, { connections });
  const keys = deriveKeys(secret);
  return {
    keys,
    secure,
    oidcIssuers,
    cookieName: sessionCookieName(secure),
    auth: createAuth(db.pool, keys, secure),
    ...tries(db, keys),
    keepAlive: (sessionId) => keepAlive(db, sessionId),
    close: db.close,
  };
}

async function keepAlive(db: Database, sessionId: string): Promise<void> {
  await db.outside((tx) =>
    tx.updateTable('auth.session').set({ updatedAt: sql<Date>`now()` }).where('id', '=', sessionId).execute(),
  );
}

function tries(db: Database, keys: Keys): Pick<Accounts, 'claimTry' | 'clearTries'> {
  const key = (what: Tryable, whose: string) => keyedDigest(keys.codes, `try ${what} ${whose}`);
  return {
    claimTry: (what, whose) => claimTry(db, tryPolicies[what], key(what, whose)),
    clearTries: (what, whose) => clearTries(db, key(what, whose)),
  };
}

let connected: Accounts | undefined;

/** Called once by each process before the first request or command. */
export function connectAccounts(opened: Accounts): void {
  connected = opened;
}

export function accounts(): Accounts {
  if (!connected) throw new Error('connectAccounts was not called');
  return connected;
}
