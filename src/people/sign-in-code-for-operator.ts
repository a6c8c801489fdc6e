import type { Tx } from '../platform/db/database.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import { makeEmailCode } from './accounts/sign-in.ts';
import { normaliseEmail, personByEmail } from './email.ts';
import { holdsRole } from './people-queries.ts';

/**
 * A sign-in code for somebody of the city's staff, told to whoever runs the server: the way in while no mail leaves it.
 * The code counts as one that was mailed; a second factor is asked for all the same.
 */
export async function signInCodeForOperator(
  tx: Tx,
  { cityId, email }: { readonly cityId: number; readonly email: string },
): Promise<Result<string, 'no-staff'>> {
  const personId = await personByEmail(tx, cityId, email);
  if (personId === undefined || !(await holdsRole(tx, cityId, personId))) return refuse('no-staff');
  return ok(await makeEmailCode(normaliseEmail(email)));
}
