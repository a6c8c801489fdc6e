import { accounts } from '../accounts.ts';

/** The cookie from which the server takes the reader's language. */
export function languageCookie(locale: string): string {
  return `lang=${locale}; Max-Age=31536000; Path=/; SameSite=Lax${accounts().secure ? '; Secure' : ''}`;
}
