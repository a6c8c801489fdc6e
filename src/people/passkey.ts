import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { generateAuthenticationOptions, verifyAuthenticationResponse } from '@simplewebauthn/server';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Tx } from '../platform/db/database.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import type { Site } from './site.ts';

/** What the device was asked to sign for, and by which session; null before anybody is signed in. */
export interface Asking {
  readonly cityId: number;
  readonly site: Site;
  readonly purpose: 'register' | 'sign-in' | 'prove';
  readonly sessionId: string | null;
}

export type PasskeyRefusal = 'passkey-late' | 'passkey-unknown' | 'passkey-wrong' | 'passkey-copied';

const minutes = 5;

/** Keeps a challenge that may be answered once, within minutes, at this site and by this session. */
export async function keepChallenge(
  tx: Tx,
  { cityId, site, purpose, sessionId }: Asking,
  challenge: string,
): Promise<void> {
  await tx
    .insertInto('passkey_challenge')
    .values({
      city_id: cityId,
      challenge,
      purpose,
      rp_id: site.rpId,
      origin: site.origin,
      session_id: sessionId,
      expires_at: sql<Date>`now() + make_interval(mins => ${minutes}::int)`,
    })
    .execute();
}

/** Takes the challenge that an answer names; of two equal answers the second finds none. */
export async function spendChallenge(
  tx: Tx,
  { cityId, site, purpose, sessionId }: Asking,
  clientData: string,
): Promise<string | null> {
  const challenge = challengeIn(clientData);
  if (challenge === null) return null;
  const spent = await tx
    .deleteFrom('passkey_challenge')
    .where('city_id', '=', cityId)
    .where('challenge', '=', challenge)
    .where('purpose', '=', purpose)
    .where('rp_id', '=', site.rpId)
    .where('origin', '=', site.origin)
    .where(sql`session_id`, 'is not distinct from', sessionId)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning('challenge')
    .executeTakeFirst();
  return spent?.challenge ?? null;
}

function challengeIn(clientData: string): string | null {
  try {
    const { challenge } = JSON.parse(Buffer.from(clientData, 'base64url').toString('utf8'));
    return typeof challenge === 'string' ? challenge : null;
  } catch {
    return null;
  }
}

const bytes = z.base64url().max(20_000);
const base = {
  id: bytes,
  rawId: bytes,
  type: z.literal('public-key'),
  clientExtensionResults: z.object({}).default({}),
};

/** What a browser answers when asked for a passkey, as JSON in a form field. */
export const assertion = json(
  z.object({
    ...base,
    response: z.object({
      clientDataJSON: bytes,
      authenticatorData: bytes,
      signature: bytes,
      userHandle: bytes.optional(),
    }),
  }),
).transform((value): AuthenticationResponseJSON => value as AuthenticationResponseJSON);

/** What a browser answers when it has made a passkey. */
export const attestation = json(
  z.object({
    ...base,
    response: z.object({
      clientDataJSON: bytes,
      attestationObject: bytes,
      transports: z.array(z.string().max(30)).max(10).default([]),
    }),
  }),
).transform((value): RegistrationResponseJSON => value as RegistrationResponseJSON);

function json<Schema extends z.ZodType>(schema: Schema) {
  return z
    .string()
    .max(60_000)
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: 'custom', message: 'people.error.passkey-wrong' });
        return z.NEVER;
      }
    })
    .pipe(schema);
}

/** Asks for one of the passkeys of a person, or for any of this site. @returns options for `navigator.credentials.get` */
export async function askForPasskey(tx: Tx, asking: Asking, personId: number | null): Promise<object> {
  const allowed = personId === null ? [] : await passkeysOf(tx, asking.cityId, personId);
  const options = await generateAuthenticationOptions({
    rpID: asking.site.rpId,
    userVerification: 'required',
    timeout: minutes * 60_000,
    allowCredentials: allowed.map(({ credentialId }) => ({ id: credentialId })),
  });
  await keepChallenge(tx, asking, options.challenge);
  return options;
}

/**
 * Whose passkey signed. The device has asked for finger, face or PIN, so that it proves two things at once: having it and
 * being the person. A counter that does not grow tells of a copy.
 * @returns person.id
 */
export async function takePasskey(
  tx: Tx,
  asking: Asking,
  answer: AuthenticationResponseJSON,
): Promise<Result<number, PasskeyRefusal>> {
  const { cityId, site } = asking;
  const challenge = await spendChallenge(tx, asking, answer.response.clientDataJSON);
  if (challenge === null) return refuse('passkey-late');
  const kept = await tx
    .selectFrom('passkey')
    .select(['id', 'person_id', 'public_key'])
    .where('city_id', '=', cityId)
    .where('credential_id', '=', answer.id)
    .where('rp_id', '=', site.rpId)
    .executeTakeFirst();
  if (!kept) return refuse('passkey-unknown');
  const counter = await signedCounter(answer, challenge, site, kept.public_key);
  if (counter === null) return refuse('passkey-wrong');
  // One statement decides, so that of two answers with the same count one is refused.
  const used = await tx
    .updateTable('passkey')
    .set({ counter, last_used_at: sql<Date>`now()` })
    .where('city_id', '=', cityId)
    .where('id', '=', kept.id)
    .where((build) => (counter === 0 ? build('counter', '=', 0) : build('counter', '<', counter)))
    .returning('person_id')
    .executeTakeFirst();
  return used ? ok(kept.person_id) : refuse('passkey-copied');
}

/** The device's count when the signature holds, else null: the library throws at whatever is not as it should be. */
async function signedCounter(
  response: AuthenticationResponseJSON,
  expectedChallenge: string,
  site: Site,
  publicKey: Buffer,
): Promise<number | null> {
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge,
      expectedOrigin: site.origin,
      expectedRPID: site.rpId,
      requireUserVerification: true,
      // Compared in the database, under the row's lock.
      credential: { id: response.id, publicKey: new Uint8Array(publicKey), counter: 0 },
    });
    return verified ? authenticationInfo.newCounter : null;
  } catch {
    return null;
  }
}

export interface Passkey {
  readonly id: number;
  readonly credentialId: string;
  readonly name: string;
  readonly madeAt: Date;
  readonly lastUsedAt: Date | null;
}

export async function passkeysOf(tx: Tx, cityId: number, personId: number): Promise<Passkey[]> {
  const rows = await tx
    .selectFrom('passkey')
    .select(['id', 'credential_id', 'name', 'made_at', 'last_used_at'])
    .where('city_id', '=', cityId)
    .where('person_id', '=', personId)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    credentialId: row.credential_id,
    name: row.name,
    madeAt: row.made_at,
    lastUsedAt: row.last_used_at,
  }));
}
