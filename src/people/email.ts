import { sql } from 'kysely';
import { z } from 'zod';
import type { Tx } from '../platform/db/database.ts';

/** An address as it is kept and compared. */
export function normaliseEmail(typed: string): string {
  return typed.trim().toLowerCase();
}

export const emailInput = z
  .string()
  .max(254)
  .transform(normaliseEmail)
  .pipe(z.email('people.error.email').min(1));

/** 'l•••@example.org': enough to recognise one's own, too little to write to. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return `${email.slice(0, 1)}•••${email.slice(at)}`;
}

/** Until the end of the transaction nobody else makes or finds a person by this address or number. */
export async function lockIdentity(tx: Tx, cityId: number, what: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${what}, ${cityId}))`.execute(tx);
}

/** The person with that address in the city, proven by a code or written down by staff. */
export async function personByEmail(tx: Tx, cityId: number, email: string): Promise<number | undefined> {
  const row = await tx
    .selectFrom('person_contact')
    .select('person_id')
    .where('city_id', '=', cityId)
    .where(sql`lower(email)`, '=', normaliseEmail(email))
    .executeTakeFirst();
  return row?.person_id;
}
