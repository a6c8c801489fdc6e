import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { normaliseCode, randomCode } from '../platform/id.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import { decrypt, encrypt } from './accounts/encrypt.ts';
import { offeredSecret, totpAddress, totpStep } from './accounts/totp.ts';
import { accounts } from './accounts.ts';
import type {} from './events.ts';
import { keyedDigest } from './keys.ts';

/** Whose factor, and of which session of hers. Times are the machine's, like those of her authenticator app. */
export interface Prover {
  readonly cityId: number;
  readonly personId: number;
  readonly sessionId: string;
  readonly now: Date;
}

const recoveryCodes = 8;
const recoveryLength = 10;
const bound = (cityId: number, personId: number) => `second factor ${cityId} ${personId}`;
const triesOf = ({ cityId, personId }: Prover) => `${cityId} ${personId}`;

export async function hasSecondFactor(tx: Tx, cityId: number, personId: number): Promise<boolean> {
  const row = await tx
    .selectFrom('second_factor')
    .select('person_id')
    .where('city_id', '=', cityId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row !== undefined;
}

/** What an app has to scan or to be told by hand (base 32); nothing is kept before it is confirmed. */
export function offerSecondFactor(
  { cityId, personId, sessionId }: Omit<Prover, 'now'>,
  issuer: string,
  label: string,
): { secret: string; address: string } {
  const secret = offeredSecret(accounts().keys.secondFactor, cityId, personId, sessionId);
  return { secret, address: totpAddress(secret, issuer, label) };
}

export type ProofRefusal = 'wrong-code' | 'too-many' | 'by-email-only' | 'not-enrolled' | 'already-enrolled';

/** Keeps the offered secret once its first code is right. @returns recovery codes, shown once */
export async function enrolSecondFactor(
  tx: Tx,
  prover: Prover,
  code: string,
): Promise<Result<string[], ProofRefusal>> {
  const { cityId, personId, sessionId, now } = prover;
  if (!(await isEmailSession(tx, prover))) return refuse('by-email-only');
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

function recoveryDigest(code: string): Buffer {
  return keyedDigest(accounts().keys.codes, `recovery ${code}`);
}

/** Proves the second factor for this session with a code of the app, or with a recovery code; each is good once. */
export async function proveSecondFactor(
  tx: Tx,
  prover: Prover,
  typed: string,
): Promise<Result<undefined, ProofRefusal>> {
  if (!(await isEmailSession(tx, prover))) return refuse('by-email-only');
  const tried = await accounts().claimTry('second-factor', triesOf(prover));
  if (!tried.allowed) return refuse('too-many', { minutes: tried.minutes });
  const code = normaliseCode(typed);
  const proven = code.length === 6 ? await useTotp(tx, prover, code) : await useRecovery(tx, prover, code);
  if (!proven.ok) return proven;
  await assure(tx, prover, proven.value);
  await accounts().clearTries('second-factor', triesOf(prover));
  return ok();
}

async function useTotp(tx: Tx, prover: Prover, code: string): Promise<Result<'totp', ProofRefusal>> {
  const { cityId, personId } = prover;
  const row = await tx
    .selectFrom('second_factor')
    .select('secret')
    .where('city_id', '=', cityId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  if (!row) return refuse('not-enrolled');
  const secret = decrypt(accounts().keys.secondFactor, row.secret, bound(cityId, personId));
  if (secret === null) throw new Error('a second factor cannot be read: was CABILDO_SECRET changed?');
  const step = totpStep(secret, code, Date.now());
  if (step === null) return refuse('wrong-code');
  // One statement decides: of two who send the same code at once, one finds the step already used.
  const used = await tx
    .updateTable('second_factor')
    .set({ last_step: step })
    .where('city_id', '=', cityId)
    .where('person_id', '=', personId)
    .where((build) => build.or([build('last_step', 'is', null), build('last_step', '<', step)]))
    .returning('person_id')
    .executeTakeFirst();
  return used ? ok('totp') : refuse('wrong-code');
}

async function useRecovery(tx: Tx, prover: Prover, code: string): Promise<Result<'recovery', ProofRefusal>> {
  const { cityId, personId, now } = prover;
  const used = await tx
    .updateTable('recovery_code')
    .set({ used_at: now })
    .where('city_id', '=', cityId)
    .where('person_id', '=', personId)
    .where('digest', '=', recoveryDigest(code))
    .where('used_at', 'is', null)
    .returning('digest')
    .executeTakeFirst();
  if (!used) return refuse('wrong-code');
  const { left } = await tx
    .selectFrom('recovery_code')
    .select((build) => build.fn.countAll<number>().as('left'))
    .where('city_id', '=', cityId)
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  await record(tx, cityId, {
    name: 'second-factor.recovered',
    subject: `person:${personId}`,
    actorId: personId,
    at: now,
    data: { codesLeft: left },
  });
  return ok('recovery');
}

/** A folio's PIN can be set by a counter, so a session that it opened never reaches staff pages. */
async function isEmailSession(tx: Tx, { cityId, personId, sessionId }: Prover): Promise<boolean> {
  const row = await tx
    .selectFrom('auth.session as s')
    .innerJoin('person_account as a', 'a.auth_user_id', 's.userId')
    .select('s.id')
    .where('s.id', '=', sessionId)
    .where('a.city_id', '=', cityId)
    .where('a.person_id', '=', personId)
    .where('a.way', '=', 'email')
    .executeTakeFirst();
  return row !== undefined;
}

async function assure(
  tx: Tx,
  { cityId, personId, sessionId }: Prover,
  means: 'totp' | 'recovery',
): Promise<void> {
  await tx
    .insertInto('session_assurance')
    .values({ city_id: cityId, session_id: sessionId, person_id: personId, means })
    .onConflict((conflict) =>
      conflict.columns(['city_id', 'session_id']).doUpdateSet({ means, proven_at: sql`now()` }),
    )
    .execute();
}

export interface SecondFactorReset {
  readonly cityId: number;
  readonly personId: number;
  readonly actorId: number;
  /** Why: a lost phone, said face to face. */
  readonly reason: string;
  readonly now: Date;
}

/** Lets a person enrol anew in this city; what her sessions had proven here ends. */
export async function resetSecondFactor(
  tx: Tx,
  { cityId, personId, actorId, reason, now }: SecondFactorReset,
): Promise<Result<undefined, 'not-enrolled'>> {
  const gone = await tx
    .deleteFrom('second_factor')
    .where('city_id', '=', cityId)
    .where('person_id', '=', personId)
    .returning('person_id')
    .executeTakeFirst();
  if (!gone) return refuse('not-enrolled');
  await tx
    .deleteFrom('session_assurance')
    .where('city_id', '=', cityId)
    .where('person_id', '=', personId)
    .execute();
  await endSessions(tx, cityId, personId);
  const subject = `person:${personId}`;
  await record(tx, cityId, { name: 'second-factor.reset', subject, actorId, at: now, data: { reason } });
  return ok();
}

/** Signs a person out everywhere: all sessions of her accounts, in every city of the installation. */
export async function endSessions(tx: Tx, cityId: number, personId: number): Promise<number> {
  const gone = await tx
    .deleteFrom('auth.session')
    .where('userId', 'in', (build) =>
      build
        .selectFrom('person_account')
        .select('auth_user_id')
        .where('city_id', '=', cityId)
        .where('person_id', '=', personId),
    )
    .executeTakeFirst();
  return Number(gone.numDeletedRows);
}
