import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { type RetentionRule, retentionRules } from '../platform/personal.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import { dayIn } from '../platform/time.ts';
import type {} from './events.ts';

export interface Term {
  readonly rule: RetentionRule;
  /** As the city has set it, or as the program proposes. */
  readonly days: number;
}

/** How long each kind of data is kept in a city. */
export async function termsOf(tx: Tx, cityId: number): Promise<Term[]> {
  const set = await tx
    .selectFrom('retention_term')
    .select(['kind', 'days'])
    .where('city_id', '=', cityId)
    .execute();
  const byKind = new Map(set.map(({ kind, days }) => [kind, days]));
  return retentionRules().map((rule) => ({ rule, days: byKind.get(rule.kind) ?? rule.days }));
}

export interface TermChange {
  readonly cityId: number;
  readonly actorId: number;
  readonly kind: string;
  readonly days: number;
  readonly now: Date;
}

export async function setTerm(
  tx: Tx,
  { cityId, actorId, kind, days, now }: TermChange,
): Promise<Result<undefined, 'missing' | 'out-of-bounds'>> {
  const rule = retentionRules().find((one) => one.kind === kind);
  if (!rule) return refuse('missing');
  const { least, most } = rule;
  if (days < least || days > most) return refuse('out-of-bounds', { least, most });
  await tx
    .insertInto('retention_term')
    .values({ city_id: cityId, kind, days, set_by: actorId, set_at: now })
    .onConflict((conflict) =>
      conflict.columns(['city_id', 'kind']).doUpdateSet({ days, set_by: actorId, set_at: now }),
    )
    .execute();
  await record(tx, cityId, {
    name: 'privacy.term-set',
    subject: `city:${cityId}`,
    actorId,
    at: now,
    data: { kind, days },
  });
  return ok();
}

/** Lets go of what is older than its term, once a day of the city; a row for each kind says how much. */
export async function keepTerms(
  tx: Tx,
  { id: cityId, timeZone }: { readonly id: number; readonly timeZone: string },
  now: Date,
): Promise<void> {
  const day = dayIn(timeZone, now);
  const done = await tx
    .selectFrom('retention_run')
    .select('kind')
    .where('city_id', '=', cityId)
    .where('day', '=', day)
    .execute();
  const kinds = new Set(done.map(({ kind }) => kind));
  for (const { rule, days } of await termsOf(tx, cityId)) {
    if (kinds.has(rule.kind)) continue;
    const removed = await rule.letGo(tx, cityId, new Date(now.getTime() - days * 86_400_000));
    await tx
      .insertInto('retention_run')
      .values({ city_id: cityId, day, kind: rule.kind, removed, at: now })
      .execute();
  }
}

/** The last runs, newest first. */
export function retentionRuns(tx: Tx, cityId: number) {
  return tx
    .selectFrom('retention_run')
    .select(['day', 'kind', 'removed', 'at'])
    .where('city_id', '=', cityId)
    .orderBy('day', 'desc')
    .orderBy('kind')
    .limit(60)
    .execute();
}
