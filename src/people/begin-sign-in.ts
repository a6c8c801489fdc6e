import type { Tx } from '../platform/db/database.ts';
import type { Result } from '../platform/result.ts';
import { ok } from '../platform/result.ts';
import { sealCookie } from './accounts/sealed-cookie.ts';
import { withNext } from './next-path.ts';
import { codeCookie, codeCookieSeconds } from './pages/sign-in-page.tsx';
import { type CodeRequest, sendSignInCode } from './send-sign-in-code.ts';

/** Mails a code and says where it is typed, below the city's base, with the cookie that carries the address there. */
export async function beginSignIn(
  tx: Tx,
  request: CodeRequest & { readonly next?: string },
): Promise<Result<{ readonly to: string; readonly cookies: readonly string[] }, 'too-many'>> {
  const sent = await sendSignInCode(tx, request);
  if (!sent.ok) return sent;
  const cookies = [sealCookie(codeCookie, request.email, codeCookieSeconds)];
  return ok({ to: withNext('/sign-in/code', request.next), cookies });
}
