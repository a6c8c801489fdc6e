import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import type { Role } from '../platform/http/viewer.ts';
import type { Translate } from '../platform/i18n/texts.ts';
import { randomToken } from '../platform/id.ts';
import { queueMail } from '../platform/mail/queue-mail.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import { lockIdentity } from './email.ts';
import type {} from './events.ts';
import { expiryFrom, invitationDays, invitationDigest } from './invitation.ts';
import { invitationMail } from './mail/invitation-mail.tsx';

/** Whose letter it is: the city, its address with base, and the language in which it is written. */
export interface Sender {
  readonly city: { readonly id: number; readonly name: string };
  /** 'https://presupuesto.example.org/leon', without a slash at the end. */
  readonly address: string;
  readonly locale: string;
  readonly t: Translate;
  readonly actorId: number;
  readonly now: Date;
}

export interface NewInvitation {
  /** Normalised. */
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly departmentId: number | null;
}

/**
 * Mails somebody a link with which she takes a role. She holds nothing before she has accepted it; inviting again to the
 * same role renews the link.
 * @returns invitation.id
 */
export async function inviteStaff(
  tx: Tx,
  sender: Sender,
  { email, name, role, departmentId }: NewInvitation,
): Promise<Result<number, 'unknown-department' | 'department-needed'>> {
  // An evaluator speaks for a department; without one she would see no case.
  if (role === 'evaluator' && departmentId === null) return refuse('department-needed');
  const { city, actorId, now } = sender;
  if (departmentId !== null && !(await departmentExists(tx, city.id, departmentId))) {
    return refuse('unknown-department');
  }
  await lockIdentity(tx, city.id, email);
  const waiting = await tx
    .selectFrom('invitation')
    .select('id')
    .where('city_id', '=', city.id)
    .where(sql`lower(email)`, '=', email)
    .where('role', '=', role)
    .where(sql`coalesce(department_id, 0)`, '=', departmentId ?? 0)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  if (waiting) {
    await renewInvitation(tx, sender, waiting.id);
    return ok(waiting.id);
  }
  const token = randomToken();
  const { id } = await tx
    .insertInto('invitation')
    .values({
      city_id: city.id,
      email,
      name,
      role,
      department_id: departmentId,
      token_digest: invitationDigest(token),
      made_by: actorId,
      made_at: now,
      expires_at: expiryFrom(now),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await send(tx, sender, { email, role, token });
  const data = { role, departmentId };
  await record(tx, city.id, { name: 'staff.invited', subject: `invitation:${id}`, actorId, at: now, data });
  return ok(id);
}

/** A fresh link and as many days again; the link before is worth nothing from now on. */
export async function renewInvitation(
  tx: Tx,
  sender: Sender,
  invitationId: number,
): Promise<Result<undefined, 'invitation-closed'>> {
  const { city, actorId, now } = sender;
  const token = randomToken();
  const renewed = await tx
    .updateTable('invitation')
    .set({ token_digest: invitationDigest(token), expires_at: expiryFrom(now) })
    .where('city_id', '=', city.id)
    .where('id', '=', invitationId)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .returning(['email', 'role'])
    .executeTakeFirst();
  if (!renewed) return refuse('invitation-closed');
  await send(tx, sender, { email: renewed.email, role: renewed.role as Role, token });
  const subject = `invitation:${invitationId}`;
  await record(tx, city.id, { name: 'staff.invitation-renewed', subject, actorId, at: now, data: {} });
  return ok();
}

interface Letter {
  readonly email: string;
  readonly role: Role;
  readonly token: string;
}

async function send(
  tx: Tx,
  { city, address, locale, t, now }: Sender,
  { email, role, token }: Letter,
): Promise<void> {
  const link = `${address}/invitation/${token}`;
  const facts = { t, locale, city: city.name, role: t(`people.role.${role}`), link, days: invitationDays };
  await queueMail(tx, {
    cityId: city.id,
    cause: `invitation ${randomToken()}`,
    recipient: email,
    locale,
    now,
    ...invitationMail(facts),
  });
}

async function departmentExists(tx: Tx, cityId: number, departmentId: number): Promise<boolean> {
  const row = await tx
    .selectFrom('department')
    .select('id')
    .where('city_id', '=', cityId)
    .where('id', '=', departmentId)
    .executeTakeFirst();
  return row !== undefined;
}
