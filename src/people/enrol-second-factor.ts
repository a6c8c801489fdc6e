import type { Tx } from '../platform/db/database.ts';
import { encrypt } from '../platform/encrypt.ts';
import { record } from '../platform/events/events.ts';
import { randomCode } from '../platform/id.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import { offeredSecret, totpStep } from './accounts/totp.ts';
import { accounts } from './accounts.ts';
import type {} from './events.ts';
import { passkeysOf } from './passkey.ts';
import {
  assure,
  bound,
  isEmailSession,
  type ProofRefusal,
  type Prover,
  recoveryDigest,
  triesOf,
} from './second-factor.ts';

const recoveryCodes = 8;
const recoveryLength = 10;

/** Keeps the offered secret once its first code is right. @returns recovery codes, shown once */
export async function enrolSecondFactor(
  tx: Tx,
  prover: Prover,
  code: string,
): Promise<Result<string[], ProofRefusal>> {
  const { cityId, personId, sessionId, now } = prover;
  if (!(await isEmailSession(tx, prover))) return refuse('by-email-only');
  // Whoever reads her mail must not get past her passkeys by setting up an app of their own.
  if ((await passkeysOf(tx, cityId, personId)).length > 0) return refuse('already-enrolled');
  const tried = await accounts().claimTry('second-factor', triesOf(prover));
  if (!tried.allowed) return refuse('too-many', { minutes: tried.minutes });
  const { keys } = accounts();
  const secret = offeredSecret(keys.secondFactor, cityId, personId, sessionId);
  const step = totpStep(secret, code, Date.now());
  if (step === null) return refuse('wrong-code');
  const made = await tx
    .insertInto('second_factor')
    .values({
      city_id: cityId,
      person_id: personId,
      secret: encrypt(keys.secondFactor, secret, bound(cityId, personId)),
      made_at: now,
      last_step: step,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('person_id')
    .executeTakeFirst();
  if (!made) return refuse('already-enrolled');
  const codes = await makeRecoveryCodes(tx, cityId, personId);
  await assure(tx, prover, 'totp');
  await accounts().clearTries('second-factor', triesOf(prover));
  const subject = `person:${personId}`;
  await record(tx, cityId, { name: 'second-factor.enrolled', subject, actorId: personId, at: now, data: {} });
  return ok(codes);
}

async function makeRecoveryCodes(tx: Tx, cityId: number, personId: number): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodes }, () => randomCode(recoveryLength));
  await tx
    .insertInto('recovery_code')
    .values(codes.map((code) => ({ city_id: cityId, person_id: personId, digest: recoveryDigest(code) })))
    .execute();
  return codes.map((code) => `${code.slice(0, 5)}-${code.slice(5)}`);
}
