import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { z } from 'zod';
import type { Tx } from '../platform/db/database.ts';
import { decrypt, encrypt } from '../platform/encrypt.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import { accounts } from './accounts.ts';

/** The city's identity provider (OpenID Connect). */
export interface OidcProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly secret: string;
  readonly label: string;
  /** Values of `amr` or `acr` that count as a second factor; none: our own is asked for. */
  readonly factorValues: readonly string[];
}

const bound = (cityId: number, issuer: string) => `oidc ${cityId} ${issuer}`;

export async function oidcProviderOf(tx: Tx, cityId: number): Promise<OidcProvider | undefined> {
  const row = await tx
    .selectFrom('oidc_provider')
    .selectAll()
    .where('city_id', '=', cityId)
    .executeTakeFirst();
  if (!row) return undefined;
  const secret = decrypt(accounts().keys.secondFactor, row.sealed_secret, bound(cityId, row.issuer));
  if (secret === null) throw new Error('the provider’s secret cannot be read: was CABILDO_SECRET changed?');
  const { issuer, client_id: clientId, label, factor_values: factorValues } = row;
  return { issuer, clientId, secret, label, factorValues };
}

export function sealProviderSecret(cityId: number, issuer: string, secret: string): Buffer {
  return encrypt(accounts().keys.secondFactor, secret, bound(cityId, issuer));
}

/** https, or a provider on this very machine, for development and tests. */
export function isSafeIssuer(issuer: string): boolean {
  if (!URL.canParse(issuer)) return false;
  const { protocol, hostname } = new URL(issuer);
  return protocol === 'https:' || (protocol === 'http:' && isLocal(hostname) && !accounts().secure);
}
const isLocal = (hostname: string) => hostname === 'localhost' || hostname === '127.0.0.1';

/** Asks the provider how it is talked to. @throws what went wrong, for `oidcProblem` */
export function discover({ issuer, clientId, secret }: OidcProvider): Promise<Configuration> {
  const insecure = issuer.startsWith('http:') && isSafeIssuer(issuer);
  return discovery(new URL(issuer), clientId, secret, undefined, {
    timeout: 5,
    ...(insecure && { execute: [allowInsecureRequests] }),
  });
}

/** What a browser carries, sealed, from here to the provider and back. */
const carried = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  issuer: z.string(),
  next: z.string().optional(),
});
export const readCarried = (text: string) => carried.parse(JSON.parse(text));

/** @returns where to send the browser, and what it carries meanwhile */
export async function beginOidc(
  provider: OidcProvider,
  redirectUri: string,
  next: string | undefined,
): Promise<Result<{ address: string; carry: string }, 'oidc-unreachable'>> {
  try {
    const configuration = await discover(provider);
    const verifier = randomPKCECodeVerifier();
    const [state, nonce] = [randomState(), randomNonce()];
    const address = buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: 'openid email profile',
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    });
    const carry = JSON.stringify({ state, nonce, verifier, issuer: provider.issuer, next });
    return ok({ address: address.href, carry });
  } catch {
    return refuse('oidc-unreachable');
  }
}

const claimsRead = z.object({
  sub: z.string().min(1),
  email: z.string().optional(),
  email_verified: z.boolean().optional(),
  amr: z.array(z.string()).default([]),
  acr: z.string().optional(),
});
export type OidcClaims = z.infer<typeof claimsRead>;

/** Takes the provider's answer: code, state, nonce, issuer, signature and PKCE are checked by the library. */
export async function finishOidc(
  provider: OidcProvider,
  address: URL,
  carry: z.infer<typeof carried>,
): Promise<Result<OidcClaims, 'oidc-refused'>> {
  if (carry.issuer !== provider.issuer) return refuse('oidc-refused');
  try {
    const tokens = await authorizationCodeGrant(await discover(provider), address, {
      pkceCodeVerifier: carry.verifier,
      expectedState: carry.state,
      expectedNonce: carry.nonce,
      idTokenExpected: true,
    });
    return ok(claimsRead.parse(tokens.claims()));
  } catch {
    return refuse('oidc-refused');
  }
}

export function countsAsFactor({ factorValues }: OidcProvider, { amr, acr }: OidcClaims): boolean {
  return factorValues.some((value) => value === acr || amr.includes(value));
}
