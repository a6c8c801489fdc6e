import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import { accounts } from './accounts.ts';
import type {} from './events.ts';
import { isSafeIssuer, type OidcProvider, oidcProviderOf, sealProviderSecret } from './oidc.ts';

interface Change {
  readonly cityId: number;
  /** An empty secret keeps the one that is there, for the same issuer only. */
  readonly provider: OidcProvider;
  readonly actorId: number;
  readonly now: Date;
}

/** Sets the city's identity provider, its secret sealed with a key outside the database. */
export async function changeOidcProvider(
  tx: Tx,
  { cityId, provider, actorId, now }: Change,
): Promise<Result<undefined, 'oidc-issuer' | 'oidc-untrusted' | 'oidc-secret'>> {
  const { issuer, clientId, label, factorValues } = provider;
  if (!isSafeIssuer(issuer)) return refuse('oidc-issuer');
  // Whoever vouches for an address opens its account in every city: that is the operator's to allow, not one city's.
  if (!accounts().oidcIssuers.includes(issuer)) return refuse('oidc-untrusted');
  const before = await oidcProviderOf(tx, cityId);
  const secret = provider.secret || (before?.issuer === issuer ? before.secret : '');
  if (!secret) return refuse('oidc-secret');
  const row = {
    issuer,
    client_id: clientId,
    sealed_secret: sealProviderSecret(cityId, issuer, secret),
    label,
    factor_values: [...factorValues],
    changed_by: actorId,
    changed_at: now,
  };
  await tx
    .insertInto('oidc_provider')
    .values({ city_id: cityId, ...row })
    .onConflict((conflict) => conflict.column('city_id').doUpdateSet(row))
    .execute();
  const subject = `city:${cityId}`;
  await record(tx, cityId, { name: 'oidc.changed', subject, actorId, at: now, data: { issuer } });
  return ok();
}

/** From now on nobody enters by the provider; who works here keeps the other ways. */
export async function removeOidcProvider(tx: Tx, cityId: number, actorId: number, now: Date): Promise<void> {
  await tx.deleteFrom('oidc_provider').where('city_id', '=', cityId).execute();
  await record(tx, cityId, { name: 'oidc.removed', subject: `city:${cityId}`, actorId, at: now, data: {} });
}
