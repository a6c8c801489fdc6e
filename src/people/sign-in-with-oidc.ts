import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import { openDirectly } from './accounts/sign-in.ts';
import { accounts } from './accounts.ts';
import { lockIdentity, normaliseEmail, personByEmail } from './email.ts';
import { enterCity } from './enter-city.ts';
import { countsAsFactor, type OidcClaims, type OidcProvider } from './oidc.ts';
import { holdsRole } from './people-queries.ts';
import { assure } from './second-factor.ts';
import type { SignedIn } from './sign-in-with-code.ts';

interface OidcSignIn {
  readonly cityId: number;
  readonly provider: OidcProvider;
  readonly claims: OidcClaims;
  readonly locale: string;
  readonly now: Date;
}

/**
 * Opens a session for somebody whom the city's provider vouches for and who was invited here before: the provider makes
 * nobody staff. The first time by verified address, from then on by the provider's own identifier, so that an address which
 * changes hands there opens nothing.
 */
export async function signInWithOidc(
  tx: Tx,
  { cityId, provider, claims, locale, now }: OidcSignIn,
): Promise<Result<SignedIn, 'oidc-unverified' | 'oidc-unknown'>> {
  if (!accounts().oidcIssuers.includes(provider.issuer)) return refuse('oidc-unknown');
  if (!claims.email || claims.email_verified !== true) return refuse('oidc-unverified');
  const email = normaliseEmail(claims.email);
  await lockIdentity(tx, cityId, email);
  const { issuer } = provider;
  const known = await tx
    .selectFrom('oidc_subject')
    .select(['subject', 'person_id'])
    .where('city_id', '=', cityId)
    .where('issuer', '=', issuer)
    .where('subject', '=', claims.sub)
    .executeTakeFirst();
  const byEmail = await personByEmail(tx, cityId, email);
  if (known && known.person_id !== byEmail) return refuse('oidc-unknown');
  const staff = byEmail !== undefined && (await holdsRole(tx, cityId, byEmail));
  if (!staff && !(await isInvited(tx, cityId, email, now))) return refuse('oidc-unknown');
  const session = await openDirectly(undefined, email);
  const personId = await enterCity(tx, { cityId, userId: session.userId, email, locale, now });
  if (byEmail !== undefined && personId !== byEmail) return refuse('oidc-unknown');
  if (!known) {
    const bound = await tx
      .insertInto('oidc_subject')
      .values({ city_id: cityId, issuer, subject: claims.sub, person_id: personId, since: now })
      .onConflict((conflict) => conflict.doNothing())
      .returning('subject')
      .executeTakeFirst();
    // Somebody else's identifier is bound to her already: the address has changed hands at the provider.
    if (!bound) return refuse('oidc-unknown');
  }
  if (countsAsFactor(provider, claims)) {
    await assure(tx, { cityId, personId, sessionId: session.sessionId, now }, 'oidc');
  }
  return ok({ personId, session });
}

async function isInvited(tx: Tx, cityId: number, email: string, now: Date): Promise<boolean> {
  const row = await tx
    .selectFrom('invitation')
    .select('id')
    .where('city_id', '=', cityId)
    .where(sql`lower(email)`, '=', email)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row !== undefined;
}
