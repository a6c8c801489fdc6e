import { z } from 'zod';
import { hostForm, slugForm } from '../../city/create-city.ts';
import { beginSignIn } from '../../people/begin-sign-in.ts';
import { emailInput } from '../../people/email.ts';
import { type LobbyRequest, lobbyAct, lobbyPage } from '../../platform/http/lobby.ts';
import { type Redirect, type Refused, redirect, refused } from '../../platform/http/page.ts';
import { setUpWithToken } from '../set-up-city.ts';
import { findSetupToken, type TokenProblem } from '../setup-token.ts';
import { builtInLocales, SetupView } from './setup-view.tsx';

export interface SetupData {
  /** As the address carries it; undefined when the page was opened without one. */
  readonly token: string | undefined;
  readonly problem: TokenProblem | undefined;
}

const oneOrMore = z.preprocess(
  (value) => (value === undefined ? [] : [value].flat()),
  z.array(z.enum(builtInLocales)).min(1, 'lobby.setup.no-language'),
);
const setupInput = z.object({
  name: z.string().trim().min(1).max(120),
  slug: z.string().trim().max(40).regex(slugForm, 'lobby.setup.bad-slug'),
  host: z
    .string()
    .trim()
    .toLowerCase()
    .refine((text) => text === '' || hostForm.test(text), 'lobby.setup.bad-host')
    .transform((text) => text || undefined),
  timeZone: z.enum(Intl.supportedValuesOf('timeZone') as [string, ...string[]]),
  currency: z.enum(Intl.supportedValuesOf('currency') as [string, ...string[]]),
  locales: oneOrMore,
  holidays: z.enum(['mexico', 'none']),
  email: emailInput,
});

/** Opens a city for whoever holds the key that the console printed. */
export const setupPage = lobbyPage<SetupData>({
  path: '/setup',
  // The key has 192 bits; the limit is for the database's sake.
  limit: { max: 60, seconds: 60 },
  load: async ({ db, url, now }) => {
    const token = url.searchParams.get('token') ?? undefined;
    if (token === undefined) return { token, problem: undefined };
    const found = await db.outside((tx) => findSetupToken(tx, token, now));
    return { token, problem: found.ok ? undefined : found.reason };
  },
  acts: { open: lobbyAct({ input: setupInput, run: openCity }) },
  view: (data) => <SetupView {...data} />,
});

async function openCity(
  request: LobbyRequest,
  input: z.infer<typeof setupInput>,
): Promise<Redirect | Refused> {
  const { db, url, now, t, locale, cities } = request;
  const token = url.searchParams.get('token') ?? '';
  const made = await db.outside((tx) => setUpWithToken(tx, { ...input, token, now }));
  if (!made.ok) {
    const field = made.reason === 'slug-taken' ? 'slug' : made.reason === 'host-taken' ? 'host' : undefined;
    return refused(`lobby.setup.${made.reason}`, made.details, field);
  }
  const { name, slug, email } = input;
  await cities.reload();
  const place = cities.find(url.host, `/${slug}/`)?.city;
  const base = place?.id === made.value ? place.base : '';
  // The city stands whatever becomes of the mail: she can ask for another code at its door.
  const begun = await db.inCity(made.value, (tx) =>
    beginSignIn(tx, { city: { id: made.value, name }, email, locale, t, now, next: '/desk/first-steps' }),
  );
  if (!begun.ok) return redirect(`${base}/sign-in`, 'lobby.setup.opened', { city: name });
  const { to, cookies } = begun.value;
  return { ...redirect(`${base}${to}`, 'lobby.setup.opened', { city: name }), cookies };
}
