import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result } from '../platform/result.ts';
import { checkPlace } from './create-city.ts';
import type {} from './events.ts';

interface Change {
  readonly cityId: number;
  readonly actorId: number;
  readonly now: Date;
}

/** The host name that is the city's own, in lower case, or null for none; /slug goes on working elsewhere. */
export async function changeHost(
  tx: Tx,
  { cityId, actorId, now, host }: Change & { readonly host: string | null },
): Promise<Result<undefined, 'slug-taken' | 'host-taken'>> {
  const place = await checkPlace(tx, { except: cityId, ...(host && { host }) });
  if (!place.ok) return place;
  const before = await tx
    .selectFrom('directory.city')
    .select('host')
    .where('id', '=', cityId)
    .executeTakeFirstOrThrow();
  if (before.host === host) return ok();
  await tx.updateTable('directory.city').set({ host }).where('id', '=', cityId).execute();
  await record(tx, cityId, {
    name: 'city.host-changed',
    subject: `city:${cityId}`,
    actorId,
    at: now,
    data: { from: before.host, to: host },
  });
  return ok();
}

/** Lines for the foot of every page; nothing for none. */
export async function changeContact(
  tx: Tx,
  { cityId, actorId, now, contact }: Change & { readonly contact: string },
): Promise<Result<undefined, never>> {
  await tx.updateTable('city').set({ contact }).where('city_id', '=', cityId).execute();
  const subject = `city:${cityId}`;
  await record(tx, cityId, { name: 'city.contact-changed', subject, actorId, at: now, data: { contact } });
  return ok();
}
