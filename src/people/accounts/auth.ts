import { betterAuth } from 'better-auth';
import { emailOTP } from 'better-auth/plugins/email-otp';
import { username } from 'better-auth/plugins/username';
import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import { type Keys, keyedDigest } from '../keys.ts';
import { cookiePrefix } from './session-cookie.ts';

const day = 24 * 60 * 60;

/** How long a code of an e-mail is good. */
export const codeMinutes = 10;

/**
 * The sign-in library over schema `auth`. Its own addresses are never served: our pages call `auth.api`, which skips
 * the library's checks of origin and rate, so pages and attempts.ts do those.
 */
export function createAuth(pool: pg.Pool, keys: Keys, secure: boolean) {
  return betterAuth(authOptions(pool, keys, secure));
}

/** Apart from `createAuth`, so that a test can compare what they expect with what the migration made. */
export function authOptions(pool: pg.Pool, keys: Keys, secure: boolean) {
  const db = new Kysely<Record<string, never>>({ dialect: new PostgresDialect({ pool }) }).withSchema('auth');
  return {
    database: { db, type: 'postgres' as const, transaction: true },
    secret: keys.sessions,
    // Nobody is sent there; without it the library guesses from the environment and says so.
    baseURL: 'http://cabildo.invalid',
    telemetry: { enabled: false },
    logger: { disabled: true },
    // At the latest; without use they end sooner, as `viewer_of` says.
    session: { expiresIn: 180 * day, disableSessionRefresh: true },
    advanced: {
      cookiePrefix,
      useSecureCookies: secure,
      ipAddress: { disableIpTracking: true },
    },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 6, autoSignIn: false },
    plugins: [
      emailOTP({
        otpLength: 6,
        expiresIn: codeMinutes * 60,
        allowedAttempts: 3,
        storeOTP: { hash: async (code) => keyedDigest(keys.codes, `code ${code}`).toString('base64url') },
        sendVerificationOTP: () => Promise.reject(new Error('codes are made by createVerificationOTP')),
      }),
      username({
        displayUsername: false,
        minUsernameLength: 3,
        maxUsernameLength: 40,
        usernameValidator: (name) => /^[a-z0-9-]+$/.test(name),
      }),
    ],
  };
}

export type Auth = ReturnType<typeof createAuth>;
