import { APIError } from 'better-auth/api';
import { type Accounts, accounts, type OpenedSession } from '../accounts.ts';
import { signSessionToken } from './session-cookie.ts';

/** A fresh six-digit code for an e-mail address, known to the library or not; the caller mails it. */
export function makeEmailCode(email: string): Promise<string> {
  return accounts().auth.api.createVerificationOTP({ body: { email, type: 'sign-in' } });
}

/** Opens a session when the code is the address's last one, unused and in time; makes the account on first use. */
export async function openWithCode(email: string, code: string): Promise<OpenedSession | null> {
  const { auth } = accounts();
  return opened(() => auth.api.signInEmailOTP({ body: { email, otp: code }, asResponse: true }));
}

/** Opens a session for a folio's account. Takes equally long whether the folio exists or not. */
export async function openWithPin(username: string, pin: string): Promise<OpenedSession | null> {
  const { auth } = accounts();
  return opened(() => auth.api.signInUsername({ body: { username, password: pin }, asResponse: true }));
}

/** An account that is opened by username and PIN only; its address leads nowhere. */
export async function makeFolioAccount(username: string, pin: string): Promise<string> {
  const { internalAdapter, password } = await accounts().auth.$context;
  const email = `${username}@folio.invalid`;
  // Verified in the library's sense, which would otherwise drop the PIN when the address were ever proven.
  const user = await internalAdapter.createUser(
    { email, emailVerified: true, name: '', username },
    { method: 'admin' },
  );
  await internalAdapter.linkAccount({
    userId: user.id,
    providerId: 'credential',
    accountId: user.id,
    password: await password.hash(pin),
  });
  return user.id;
}

/** Sets a folio's PIN anew and ends what the old one had opened. */
export async function setPin(userId: string, pin: string): Promise<void> {
  const { internalAdapter, password } = await accounts().auth.$context;
  await internalAdapter.updatePassword(userId, await password.hash(pin));
  await internalAdapter.deleteUserSessions(userId);
}

/**
 * Opens a session without any proof, for the account or, when undefined, for a new one of that address.
 * Its callers have proven who it is: a passkey, the city's identity provider; or, in a demo, nobody has to.
 */
export async function openDirectly(userId: string | undefined, email: string): Promise<OpenedSession> {
  const { internalAdapter } = await accounts().auth.$context;
  const known = userId ?? (await internalAdapter.findUserByEmail(email))?.user.id;
  const id =
    known ??
    (await internalAdapter.createUser({ email, emailVerified: true, name: '' }, { method: 'admin' })).id;
  const session = await internalAdapter.createSession(id);
  return { userId: id, sessionId: session.id, cookies: [await sessionLine(session.token)] };
}

/** The Set-Cookie line that gives a session to a browser. */
export async function sessionLine(token: string): Promise<string> {
  const { auth, keys, cookieName, secure } = accounts();
  const { sessionConfig } = await auth.$context;
  const value = signSessionToken(token, keys.sessions);
  const line = `${cookieName}=${value}; Max-Age=${sessionConfig.expiresIn}; Path=/; HttpOnly; SameSite=Lax`;
  return secure ? `${line}; Secure` : line;
}

async function opened(call: () => Promise<Response>): Promise<OpenedSession | null> {
  let response: Response;
  try {
    response = await call();
  } catch (error) {
    // A refusal of the library (wrong, used, expired, too many): one answer for all of them.
    if (error instanceof APIError && error.statusCode < 500) return null;
    throw error;
  }
  if (response.status >= 500) throw new Error(`sign-in failed: ${response.status}`);
  if (!response.ok) return null;
  const { token } = (await response.json()) as { token: string };
  return describe(accounts(), token, response.headers.getSetCookie());
}

async function describe(
  { auth }: Accounts,
  token: string,
  cookies: readonly string[],
): Promise<OpenedSession> {
  const found = await (await auth.$context).internalAdapter.findSession(token);
  if (!found) throw new Error('a session that was just opened is gone');
  return { userId: found.user.id, sessionId: found.session.id, cookies };
}
