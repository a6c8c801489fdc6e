import type { Tx } from '../platform/db/database.ts';
import type { Role } from '../platform/http/viewer.ts';
import { type Result, refuse } from '../platform/result.ts';
import { createPerson } from './create-person.ts';
import { lockIdentity, personByEmail } from './email.ts';
import { grantRole } from './grant-role.ts';

export interface Invitation {
  readonly cityId: number;
  /** Normalised. */
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly departmentId: number | null;
  readonly actorId: number;
  readonly now: Date;
}

/**
 * Gives a role to whoever signs in with an address, known in the city or not; `notices.ts` writes to her.
 * @returns role_grant.id
 */
export async function inviteStaff(
  tx: Tx,
  { cityId, email, name, role, departmentId, actorId, now }: Invitation,
): Promise<Result<number, 'unknown-department' | 'department-needed'>> {
  // An evaluator speaks for a department; without one she would see no case.
  if (role === 'evaluator' && departmentId === null) return refuse('department-needed');
  await lockIdentity(tx, cityId, email);
  const personId =
    (await personByEmail(tx, cityId, email)) ??
    (await createPerson(tx, { cityId, email, name, how: 'invitation', actorId, now }));
  return grantRole(tx, { cityId, personId, role, departmentId, actorId, now });
}
