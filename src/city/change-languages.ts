import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import type {} from './events.ts';

interface Change {
  readonly cityId: number;
  readonly actorId: number;
  readonly now: Date;
  /** BCP 47. */
  readonly locale: string;
}

export const mostLanguages = 8;

export type LanguageProblem =
  | 'bad-tag'
  | 'known-language'
  | 'too-many'
  | 'unknown-language'
  | 'last-language';

/** A language at the end of the list; its texts are Spanish until they are translated. */
export function addLanguage(tx: Tx, change: Change): Promise<Result<undefined, LanguageProblem>> {
  return changeLanguages(tx, change, (locales, locale) => {
    if (!isLanguage(locale)) return refuse('bad-tag');
    if (locales.includes(locale)) return refuse('known-language');
    if (locales.length >= mostLanguages) return refuse('too-many', { most: mostLanguages });
    return ok([...locales, locale]);
  });
}

/** Nobody is offered the language any more; its texts stay for the day it comes back. */
export function removeLanguage(tx: Tx, change: Change): Promise<Result<undefined, LanguageProblem>> {
  return changeLanguages(tx, change, (locales, locale) => {
    if (!locales.includes(locale)) return refuse('unknown-language');
    if (locales.length === 1) return refuse('last-language');
    return ok(locales.filter((one) => one !== locale));
  });
}

/** One place up; the first is what a reader gets who wishes for nothing. */
export function raiseLanguage(tx: Tx, change: Change): Promise<Result<undefined, LanguageProblem>> {
  return changeLanguages(tx, change, (locales, locale) => {
    const at = locales.indexOf(locale);
    if (at < 0) return refuse('unknown-language');
    const others = locales.filter((one) => one !== locale);
    return ok(others.toSpliced(Math.max(0, at - 1), 0, locale));
  });
}

async function changeLanguages(
  tx: Tx,
  { cityId, actorId, now, locale }: Change,
  change: (locales: readonly string[], locale: string) => Result<readonly string[], LanguageProblem>,
): Promise<Result<undefined, LanguageProblem>> {
  const row = await tx
    .selectFrom('city')
    .select('locales')
    .where('city_id', '=', cityId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const changed = change(row.locales, canonical(locale) ?? locale);
  if (!changed.ok) return changed;
  const locales = [...changed.value];
  await tx.updateTable('city').set({ locales }).where('city_id', '=', cityId).execute();
  const subject = `city:${cityId}`;
  await record(tx, cityId, { name: 'city.languages-changed', subject, actorId, at: now, data: { locales } });
  return ok();
}

function canonical(locale: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(locale)[0];
  } catch {
    return undefined;
  }
}

/** A tag of well-formed parts that some language has; extensions would say nothing here. */
function isLanguage(locale: string): boolean {
  return /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$/.test(locale);
}
