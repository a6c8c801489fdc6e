import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import type { Day } from '../platform/time.ts';
import { claimIdentity, hasIdentity, personByIdentity } from './claim-identity.ts';
import { createPerson } from './create-person.ts';
import { lockIdentity, personByEmail } from './email.ts';
import type { Identity } from './identity.ts';
import { verifyResidence } from './verify-residence.ts';

export interface CounterRegistration {
  readonly cityId: number;
  readonly identity: Identity;
  readonly name: string;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly zoneId: number;
  readonly bornOn: Day;
  readonly actorId: number;
  readonly now: Date;
}

export type CounterRefusal = 'birth-date-differs' | 'email-of-another' | 'unknown-zone';

/**
 * Registers who stands at the counter with a document, and verifies where she lives. The same number finds the same
 * person, also when two officers type it at once; without a number known yet, the e-mail of an account without one
 * does.
 */
export async function registerAtCounter(
  tx: Tx,
  registration: CounterRegistration,
): Promise<Result<{ personId: number; existed: boolean }, CounterRefusal>> {
  const { cityId, identity, zoneId, bornOn, actorId, now } = registration;
  if (identity.bornOn && identity.bornOn !== bornOn) return refuse('birth-date-differs');
  const found = await findPerson(tx, registration);
  if (found === 'email-of-another') return refuse('email-of-another');
  const { name, email, phone } = registration;
  const personId =
    found ?? (await createPerson(tx, { cityId, name, email, phone, how: 'counter', actorId, now }));
  if (found !== undefined) await updateContact(tx, found, registration);
  if ((await personByIdentity(tx, cityId, identity)) === undefined) {
    await claimIdentity(tx, { cityId, personId, identity, actorId, now });
  }
  const method = 'counter';
  const verified = await verifyResidence(tx, { cityId, personId, zoneId, bornOn, method, actorId, now });
  if (!verified.ok) return verified;
  return ok({ personId, existed: found !== undefined });
}

async function findPerson(
  tx: Tx,
  { cityId, identity, email }: CounterRegistration,
): Promise<number | undefined | 'email-of-another'> {
  const byNumber = await personByIdentity(tx, cityId, identity);
  if (email === undefined) return byNumber;
  await lockIdentity(tx, cityId, email);
  const byEmail = await personByEmail(tx, cityId, email);
  if (byEmail === undefined || byEmail === byNumber) return byNumber;
  const free = byNumber === undefined && !(await hasIdentity(tx, cityId, byEmail, identity.kind));
  return free ? byEmail : 'email-of-another';
}

/** The document's name counts; an address that somebody proves by code is hers to change, not the officer's. */
async function updateContact(tx: Tx, personId: number, registration: CounterRegistration): Promise<void> {
  const { cityId, name, email, phone, actorId, now } = registration;
  const proven = await tx
    .selectFrom('person_account')
    .select('way')
    .where('city_id', '=', cityId)
    .where('person_id', '=', personId)
    .where('way', '=', 'email')
    .executeTakeFirst();
  await tx
    .updateTable('person_contact')
    .set({ name, ...(phone && { phone }), ...(email && !proven && { email }) })
    .where('city_id', '=', cityId)
    .where('person_id', '=', personId)
    .execute();
  await record(tx, cityId, {
    name: 'person.changed',
    subject: `person:${personId}`,
    actorId,
    at: now,
    data: { fields: ['name', ...(phone ? ['phone'] : []), ...(email && !proven ? ['email'] : [])] },
  });
}
