import { accounts } from './accounts.ts';

/** Where the browser says it is: what a passkey is tied to, and where an identity provider sends people back to. */
export interface Site {
  /** 'https://presupuesto.example.org' */
  readonly origin: string;
  /** The host name without port: the WebAuthn relying party. */
  readonly rpId: string;
}

/** By the Host header, which also told the city; a browser signs for no other host than the one it shows. */
export function siteOf({ host }: Readonly<Record<string, string | string[] | undefined>>): Site {
  const origin = new URL(`${accounts().secure ? 'https' : 'http'}://${typeof host === 'string' ? host : ''}`);
  return { origin: origin.origin, rpId: origin.hostname };
}
