import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { type Result, refuse } from '../platform/result.ts';
import { normaliseEmail } from './email.ts';
import type {} from './events.ts';
import { grantRole } from './grant-role.ts';
import { invitationDigest, invitationsOf } from './invitation.ts';

interface Acceptance {
  readonly cityId: number;
  readonly token: string;
  readonly personId: number;
  /** The address she has signed in with. */
  readonly email: string | null;
  readonly now: Date;
}

/** Takes the role of an invitation: once, in time, and by whoever owns the address it went to. @returns role_grant.id */
export async function acceptInvitation(
  tx: Tx,
  { cityId, token, personId, email, now }: Acceptance,
): Promise<Result<number, 'invitation-closed' | 'invitation-of-another'>> {
  const [invitation] = await invitationsOf(tx, cityId, now, { digest: invitationDigest(token) });
  if (invitation?.state !== 'open') return refuse('invitation-closed');
  if (email === null || normaliseEmail(email) !== invitation.email) return refuse('invitation-of-another');
  // Whoever is first: a link pressed twice, or withdrawn at the same moment.
  const taken = await tx
    .updateTable('invitation')
    .set({ accepted_at: now, accepted_by: personId })
    .where('city_id', '=', cityId)
    .where('id', '=', invitation.id)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('made_by')
    .executeTakeFirst();
  // Thrown away with its maker's role: what a dismissed administrator left open lets nobody in.
  if (!taken || !(await isAdministrator(tx, cityId, taken.made_by))) return refuse('invitation-closed');
  await tx
    .updateTable('person_contact')
    .set({ name: invitation.name })
    .where('city_id', '=', cityId)
    .where('person_id', '=', personId)
    .where('name', 'is', null)
    .execute();
  const { role, departmentId, id } = invitation;
  const granted = await grantRole(tx, { cityId, personId, role, departmentId, actorId: taken.made_by, now });
  if (!granted.ok) throw new Error(`the department of invitation ${id} is gone`);
  const subject = `invitation:${id}`;
  await record(tx, cityId, {
    name: 'staff.accepted',
    subject,
    actorId: personId,
    at: now,
    data: { personId },
  });
  return granted;
}

async function isAdministrator(tx: Tx, cityId: number, personId: number): Promise<boolean> {
  const row = await tx
    .selectFrom('role_grant')
    .select('id')
    .where('city_id', '=', cityId)
    .where('person_id', '=', personId)
    .where('role', '=', 'administrator')
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}
