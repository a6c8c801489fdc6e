import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import type { Tx } from '../platform/db/database.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import { type Asking, type PasskeyRefusal, takePasskey } from './passkey.ts';
import { assure, isEmailSession, type Prover } from './second-factor.ts';

/** Proves the second factor for this session with one of the person's own passkeys. */
export async function provePasskey(
  tx: Tx,
  prover: Prover,
  asking: Asking,
  answer: AuthenticationResponseJSON,
): Promise<Result<undefined, PasskeyRefusal | 'by-email-only'>> {
  if (!(await isEmailSession(tx, prover))) return refuse('by-email-only');
  const taken = await takePasskey(tx, asking, answer);
  if (!taken.ok) return taken;
  if (taken.value !== prover.personId) return refuse('passkey-unknown');
  await assure(tx, prover, 'passkey');
  return ok();
}
