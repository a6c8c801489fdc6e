import type { Tx } from '../platform/db/database.ts';
import type { Role } from '../platform/http/viewer.ts';
import { accounts } from './accounts.ts';
import { keyedDigest } from './keys.ts';

/** How long the link of an invitation is good. */
export const invitationDays = 7;

export type InvitationState = 'open' | 'accepted' | 'expired' | 'withdrawn';

export interface Invitation {
  readonly id: number;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly departmentId: number | null;
  readonly department: string | null;
  readonly madeAt: Date;
  readonly expiresAt: Date;
  readonly state: InvitationState;
}

export const expiryFrom = (now: Date) => new Date(now.getTime() + invitationDays * 24 * 60 * 60 * 1000);

/** What is kept of the link: the link itself is in the mail only. */
export const invitationDigest = (token: string) => keyedDigest(accounts().keys.codes, `invitation ${token}`);

/** Newest first; for administrators, and with a link's digest for whoever has that link. */
export async function invitationsOf(
  tx: Tx,
  cityId: number,
  now: Date,
  only: { readonly digest?: Buffer; readonly id?: number } = {},
): Promise<Invitation[]> {
  let asked = tx
    .selectFrom('invitation as i')
    .leftJoin('department as d', (join) =>
      join.onRef('d.city_id', '=', 'i.city_id').onRef('d.id', '=', 'i.department_id'),
    )
    .selectAll('i')
    .select('d.name as department')
    .where('i.city_id', '=', cityId)
    .orderBy('i.id', 'desc')
    .limit(200);
  if (only.digest) asked = asked.where('i.token_digest', '=', only.digest);
  if (only.id !== undefined) asked = asked.where('i.id', '=', only.id);
  return (await asked.execute()).map((row) => ({
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role as Role,
    departmentId: row.department_id,
    department: row.department,
    madeAt: row.made_at,
    expiresAt: row.expires_at,
    state: row.accepted_at
      ? 'accepted'
      : row.withdrawn_at
        ? 'withdrawn'
        : row.expires_at <= now
          ? 'expired'
          : 'open',
  }));
}
