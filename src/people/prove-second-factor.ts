import type { Tx } from '../platform/db/database.ts';
import { decrypt } from '../platform/encrypt.ts';
import { record } from '../platform/events/events.ts';
import { normaliseCode } from '../platform/id.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import { totpStep } from './accounts/totp.ts';
import { accounts } from './accounts.ts';
import type {} from './events.ts';
import {
  assure,
  bound,
  isEmailSession,
  type ProofRefusal,
  type Prover,
  recoveryDigest,
  triesOf,
} from './second-factor.ts';

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
