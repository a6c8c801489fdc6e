import {
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import { accounts } from './accounts.ts';
import type {} from './events.ts';
import { keyedDigest } from './keys.ts';
import { keepChallenge, type PasskeyRefusal, passkeysOf, spendChallenge } from './passkey.ts';
import { assure, isEmailSession, type Prover } from './second-factor.ts';
import type { Site } from './site.ts';

/** Enough for two telephones, a computer and a key in the drawer; few enough to be looked over. */
const most = 10;

interface Offer {
  readonly prover: Prover;
  readonly site: Site;
  readonly city: string;
  /** What the device shows beside the passkey: her e-mail address or name. */
  readonly label: string;
}

/** Asks the browser to make a passkey. @returns options for `navigator.credentials.create` */
export async function offerPasskey(tx: Tx, { prover, site, city, label }: Offer): Promise<object> {
  const { cityId, personId, sessionId } = prover;
  const options = await generateRegistrationOptions({
    rpName: city,
    rpID: site.rpId,
    userName: label,
    // Says nothing to a device, and is the same each time, so that it keeps one passkey for one person.
    userID: new Uint8Array(keyedDigest(accounts().keys.codes, `passkey ${cityId} ${personId}`)),
    attestationType: 'none',
    excludeCredentials: (await passkeysOf(tx, cityId, personId)).map(({ credentialId: id }) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  await keepChallenge(tx, { cityId, site, purpose: 'register', sessionId }, options.challenge);
  return options;
}

export interface NewPasskey {
  readonly prover: Prover;
  readonly site: Site;
  readonly name: string;
  readonly answer: RegistrationResponseJSON;
}

/** Keeps a passkey that the browser has just made, and takes it as proof for this session. @returns passkey.id */
export async function registerPasskey(
  tx: Tx,
  { prover, site, name, answer }: NewPasskey,
): Promise<Result<number, PasskeyRefusal | 'by-email-only' | 'passkey-many'>> {
  const { cityId, personId, sessionId, now } = prover;
  // A folio's PIN can be set by a counter; a passkey made after it would outlive that.
  if (!(await isEmailSession(tx, prover))) return refuse('by-email-only');
  if ((await passkeysOf(tx, cityId, personId)).length >= most) return refuse('passkey-many');
  const asking = { cityId, site, purpose: 'register', sessionId } as const;
  const challenge = await spendChallenge(tx, asking, answer.response.clientDataJSON);
  if (challenge === null) return refuse('passkey-late');
  const made = await madeCredential(answer, challenge, site);
  if (!made) return refuse('passkey-wrong');
  const kept = await tx
    .insertInto('passkey')
    .values({
      city_id: cityId,
      person_id: personId,
      rp_id: site.rpId,
      credential_id: made.id,
      public_key: Buffer.from(made.publicKey),
      counter: made.counter,
      transports: answer.response.transports ?? [],
      name,
      made_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!kept) return refuse('passkey-wrong');
  await assure(tx, prover, 'passkey');
  const subject = `person:${personId}`;
  await record(tx, cityId, { name: 'passkey.registered', subject, actorId: personId, at: now, data: {} });
  return ok(kept.id);
}

/** The credential when the answer holds, else null: the library throws at whatever is not as it should be. */
async function madeCredential(response: RegistrationResponseJSON, expectedChallenge: string, site: Site) {
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge,
      expectedOrigin: site.origin,
      expectedRPID: site.rpId,
      requireUserVerification: true,
    });
    return verified ? registrationInfo.credential : null;
  } catch {
    return null;
  }
}
