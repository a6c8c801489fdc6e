import type { Tx } from '../platform/db/database.ts';
import type { Role } from '../platform/http/viewer.ts';
import type { Day } from '../platform/time.ts';
import { type Accounts, connectAccounts, openAccounts } from './accounts.ts';
import { createPerson } from './create-person.ts';
import { grantRole } from './grant-role.ts';
import { openSessionFor } from './open-session.ts';
import { verifyResidence } from './verify-residence.ts';

/** Accounts over a test database; close them before it. Needed by what signs in or digests a number. */
export function testAccounts(url: string): Accounts {
  const opened = openAccounts({ url, secret: 'a secret of the tests, long enough', secure: false });
  connectAccounts(opened);
  return opened;
}

export interface Resident {
  readonly cityId: number;
  readonly zoneId: number;
  readonly now: Date;
  readonly name?: string;
  readonly email?: string;
  readonly bornOn?: Day;
}

/** A person whose residence was verified; Lucía, unless another name is given. @returns person.id */
export async function aResident(tx: Tx, resident: Resident): Promise<number> {
  const { cityId, zoneId, now, name = 'Lucía Hernández', email, bornOn = '1987-05-14' } = resident;
  const personId = await createPerson(tx, { cityId, name, email, locale: 'es-MX', now });
  const method = 'import';
  const done = await verifyResidence(tx, {
    cityId,
    personId,
    zoneId,
    bornOn,
    method,
    actorId: personId,
    now,
  });
  if (!done.ok) throw new Error(`no zone ${zoneId}`);
  return personId;
}

export interface StaffMember {
  readonly cityId: number;
  readonly role: Role;
  readonly departmentId?: number;
  readonly now?: Date;
  readonly name?: string;
  readonly email?: string;
}

/** People of the story, by the role they hold. */
export const staffNames: Readonly<Record<Role, string>> = {
  administrator: 'Nadia Treviño',
  coordinator: 'Maribel Cantú',
  evaluator: 'Iker Garza',
  signer: 'Aurelio Sada',
  booth_officer: 'Rosa Elizondo',
  project_manager: 'Paz Villarreal',
  observer: 'Beto Lozano',
  support: 'Sonia Rangel',
};

/** A person with a role. @returns person.id */
export async function aStaffMember(tx: Tx, member: StaffMember): Promise<number> {
  const { cityId, role, departmentId = null, now = new Date(), name = staffNames[role], email } = member;
  const personId = await createPerson(tx, { cityId, name, email, locale: 'es-MX', how: 'invitation', now });
  const granted = await grantRole(tx, { cityId, personId, role, departmentId, actorId: null, now });
  if (!granted.ok) throw new Error(`no department ${departmentId}`);
  return personId;
}

/**
 * A Cookie header that signs the person in; needs `connectAccounts` (testAccounts). Staff have proven their second
 * factor unless `secondFactor` is false.
 */
export async function signedInAs(
  tx: Tx,
  { cityId, personId, secondFactor = true }: { cityId: number; personId: number; secondFactor?: boolean },
): Promise<string> {
  const session = await openSessionFor(tx, { cityId, personId, means: 'none' });
  if (secondFactor) {
    await tx
      .insertInto('session_assurance')
      .values({ city_id: cityId, session_id: session.sessionId, person_id: personId, means: 'totp' })
      .execute();
  }
  return session.cookies.map((line) => line.split(';')[0]).join('; ');
}
