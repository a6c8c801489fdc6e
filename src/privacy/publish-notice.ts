import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import type {} from './events.ts';

export interface NewNotice {
  readonly cityId: number;
  readonly actorId: number;
  /** By locale, each whole. */
  readonly texts: Readonly<Record<string, string>>;
  /** True where it changes what is done with people's data: everybody sees it again. */
  readonly material: boolean;
  /** The version that was on the screen: two editors cannot both follow it. */
  readonly after: number;
  readonly now: Date;
}

/** What a text still leaves open: "[correo de la unidad]". */
const blank = /\[[^\]\n]{2,120}\]/g;

/** Publishes the next version of the city's notice, word for word. @returns its number */
export async function publishNotice(
  tx: Tx,
  { cityId, actorId, texts, material, after, now }: NewNotice,
): Promise<Result<number, 'blanks' | 'overtaken'>> {
  const open = Object.values(texts).flatMap((text) => text.match(blank) ?? []);
  if (open.length > 0) return refuse('blanks', { blanks: [...new Set(open)].join(', ') });
  const version = after + 1;
  const last = await tx
    .selectFrom('privacy_notice')
    .select((build) => build.fn.max('version').as('version'))
    .where('city_id', '=', cityId)
    .executeTakeFirst();
  if ((last?.version ?? 0) !== after) return refuse('overtaken');
  const made = await tx
    .insertInto('privacy_notice')
    .values({
      city_id: cityId,
      version,
      texts: JSON.stringify(texts),
      material,
      published_by: actorId,
      published_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('version')
    .executeTakeFirst();
  if (!made) return refuse('overtaken');
  await record(tx, cityId, {
    name: 'privacy.notice-published',
    subject: `city:${cityId}`,
    actorId,
    at: now,
    data: { version, material },
  });
  return ok(version);
}
