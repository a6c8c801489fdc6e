import type { Tx } from '../../platform/db/database.ts';
import type { CityFacts } from '../../platform/http/city.ts';
import { type Redirect, redirect } from '../../platform/http/page.ts';
import { holdsRole, ownData } from '../people-queries.ts';
import type { SignedIn } from '../sign-in-with-code.ts';
import { languageCookie } from './language-cookie.ts';

/** The way on after signing in: where she wanted to go, in her own language. */
export async function signedIn(
  tx: Tx,
  city: CityFacts,
  { personId, session }: SignedIn,
  next: string | undefined,
  more: readonly string[] = [],
): Promise<Redirect> {
  const { locale } = await ownData(tx, city.id, personId);
  const to = next ?? ((await holdsRole(tx, city.id, personId)) ? '/desk' : '/');
  const language = locale && city.locales.includes(locale) ? [languageCookie(locale)] : [];
  return { ...redirect(to, 'people.signed-in'), cookies: [...session.cookies, ...language, ...more] };
}
