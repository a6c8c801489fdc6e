import type { Tx } from '../platform/db/database.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import type { Day } from '../platform/time.ts';
import { accounts } from './accounts.ts';
import { claimIdentity, hasIdentity, personByIdentity } from './claim-identity.ts';
import { type Identity, identityDigest } from './identity.ts';
import { verifyResidence } from './verify-residence.ts';

export interface OwnMatch {
  readonly cityId: number;
  readonly personId: number;
  readonly identity: Identity;
  readonly bornOn: Day;
  readonly now: Date;
}

/**
 * Verifies a person who finds herself on the city's list of residents. Not on the list, another birth date, and a
 * number that is already somebody's give one answer: what the list says is nobody else's business.
 */
export async function matchResidence(
  tx: Tx,
  { cityId, personId, identity, bornOn, now }: OwnMatch,
): Promise<Result<undefined, 'no-match' | 'too-many'>> {
  const whose = `${cityId} ${personId}`;
  const tried = await accounts().claimTry('residence', whose);
  if (!tried.allowed) return refuse('too-many', { minutes: tried.minutes });
  const owner = await personByIdentity(tx, cityId, identity);
  const entry = await tx
    .selectFrom('resident_list_entry')
    .select(['zone_id', 'born_on'])
    .where('city_id', '=', cityId)
    .where('digest', '=', identityDigest(cityId, identity))
    .executeTakeFirst();
  const listed = entry?.born_on ?? identity.bornOn;
  if (!entry || listed !== bornOn || (owner !== undefined && owner !== personId)) return refuse('no-match');
  if (owner === undefined) {
    // Who is registered with one number does not try others.
    if (await hasIdentity(tx, cityId, personId, identity.kind)) return refuse('no-match');
    await claimIdentity(tx, { cityId, personId, identity, actorId: personId, now });
  }
  const found = { cityId, personId, zoneId: entry.zone_id, bornOn, method: 'list' as const };
  const verified = await verifyResidence(tx, { ...found, actorId: personId, now });
  if (!verified.ok) throw new Error('the list names a zone that does not exist');
  await accounts().clearTries('residence', whose);
  return ok();
}
