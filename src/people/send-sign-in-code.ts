import type { Tx } from '../platform/db/database.ts';
import type { Translate } from '../platform/i18n/texts.ts';
import { randomToken } from '../platform/id.ts';
import { queueMail } from '../platform/mail/queue-mail.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import { codeMinutes } from './accounts/auth.ts';
import { makeEmailCode } from './accounts/sign-in.ts';
import { accounts } from './accounts.ts';
import { codeMail } from './mail/code-mail.tsx';

export interface CodeRequest {
  readonly city: { readonly id: number; readonly name: string };
  /** Normalised. */
  readonly email: string;
  readonly locale: string;
  readonly t: Translate;
  readonly now: Date;
}

/** Mails a sign-in code to an address, whether anybody here has it or not: the answer is the same. */
export async function sendSignInCode(
  tx: Tx,
  { city, email, locale, t, now }: CodeRequest,
): Promise<Result<undefined, 'too-many'>> {
  const tried = await accounts().claimTry('send-code', email);
  if (!tried.allowed) return refuse('too-many', { minutes: tried.minutes });
  const code = await makeEmailCode(email);
  await queueMail(tx, {
    cityId: city.id,
    cause: `sign-in ${randomToken()}`,
    recipient: email,
    locale,
    now,
    ...codeMail({ t, locale, city: city.name, code, minutes: codeMinutes }),
  });
  return ok();
}
