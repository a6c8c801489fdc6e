import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { checkText, type WrongText } from '../platform/i18n/check-text.ts';
import type { Texts } from '../platform/i18n/texts.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import { wordsOf } from './city-queries.ts';
import type {} from './events.ts';
import { shippedTexts } from './shipped-texts.ts';

interface Change {
  readonly cityId: number;
  readonly actorId: number;
  readonly now: Date;
  /** One of the city's. */
  readonly locale: string;
}

export type WrongWords = { readonly ok: false; readonly wrong: readonly WrongText[] };

/** Every text that cannot stand where the program's own stands; an empty list when all can. */
export function checkWords(locale: string, texts: Texts): readonly WrongText[] {
  const originals = shippedTexts(locale);
  return Object.entries(texts).flatMap(([key, text]) => {
    const original = Object.hasOwn(originals, key) ? originals[key] : undefined;
    return checkText(locale, key, text, original) ?? [];
  });
}

/**
 * Makes texts the city's own in a locale, all or none. What says the same as the program does is not kept.
 * @returns how many are the city's own now and were not so before
 */
export async function changeWords(
  tx: Tx,
  { texts, ...change }: Change & { readonly texts: Texts },
): Promise<{ readonly ok: true; readonly value: number } | WrongWords> {
  const wrong = checkWords(change.locale, texts);
  if (wrong.length > 0) return { ok: false, wrong };
  const own = await lockedWords(tx, change);
  const originals = shippedTexts(change.locale);
  const changed = Object.entries(texts).filter(([key, text]) => (own[key] ?? originals[key]) !== text);
  for (const [key, text] of changed) {
    if (originals[key] === text) delete own[key];
    else own[key] = text;
  }
  if (changed.length > 0) await keepWords(tx, change, own, changed.length);
  return { ok: true, value: changed.length };
}

/** Gives a text back to the program. */
export async function dropWord(
  tx: Tx,
  { key, ...change }: Change & { readonly key: string },
): Promise<Result<undefined, 'missing'>> {
  const own = await lockedWords(tx, change);
  if (!Object.hasOwn(own, key)) return refuse('missing');
  delete own[key];
  await keepWords(tx, change, own, 1);
  return ok();
}

async function lockedWords(tx: Tx, { cityId, locale }: Change): Promise<Record<string, string>> {
  await tx.selectFrom('city').select('city_id').where('city_id', '=', cityId).forUpdate().execute();
  return { ...(await wordsOf(tx, cityId))[locale] };
}

async function keepWords(tx: Tx, change: Change, own: Texts, keys: number): Promise<void> {
  const { cityId, actorId, now, locale } = change;
  const words = { ...(await wordsOf(tx, cityId)), [locale]: own };
  await tx
    .updateTable('city')
    .set({ words: JSON.stringify(words) })
    .where('city_id', '=', cityId)
    .execute();
  const data = { locale, keys };
  await record(tx, cityId, { name: 'city.words-changed', subject: `city:${cityId}`, actorId, at: now, data });
}
