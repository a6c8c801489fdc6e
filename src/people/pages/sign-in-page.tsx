import { z } from 'zod';
import { act, download, page, redirect, refused } from '../../platform/http/page.ts';
import { anyone } from '../../platform/http/viewer.ts';
import { Button } from '../../ui/components/button.tsx';
import { Form } from '../../ui/components/form.tsx';
import { PageHeading } from '../../ui/components/page-heading.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { PlainLayout } from '../../ui/layouts/plain-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { sealCookie } from '../accounts/sealed-cookie.ts';
import { emailInput } from '../email.ts';
import { type NextQuery, nextQuery, withNext } from '../next-path.ts';
import { oidcProviderOf } from '../oidc.ts';
import { askForPasskey, assertion } from '../passkey.ts';
import { sendSignInCode } from '../send-sign-in-code.ts';
import { signInWithPasskey } from '../sign-in-with-passkey.ts';
import { siteOf } from '../site.ts';
import { PasskeyForm, passkeyScript } from './passkey-form.tsx';
import { perAddress } from './per-address.ts';
import { signedIn } from './signed-in.ts';

/** Carries the typed address to the page that asks for its code; an address in an address would stay in histories. */
export const codeCookie = 'cabildo.code';
export const codeCookieSeconds = 15 * 60;

interface Data extends NextQuery {
  /** The button of the city's own provider; none where it has none. */
  readonly provider: string | undefined;
}

export const signInPage = page<Record<string, never>, NextQuery, Data>({
  path: '/sign-in',
  who: anyone,
  query: nextQuery,
  load: async ({ tx, city, viewer, query }) =>
    viewer.personId === null
      ? { ...query, provider: (await oidcProviderOf(tx, city.id))?.label }
      : redirect(query.next ?? (viewer.roles.length > 0 ? '/desk' : '/')),
  limit: perAddress,
  acts: {
    'send-code': act({
      input: z.object({ email: emailInput }),
      run: async ({ tx, city, t, locale, now, query }, { email }) => {
        const sent = await sendSignInCode(tx, { city, email, locale, t, now });
        if (!sent.ok) return refused('people.error.too-many', sent.details);
        const to = withNext('/sign-in/code', query.next);
        return { ...redirect(to), cookies: [sealCookie(codeCookie, email, codeCookieSeconds)] };
      },
    }),
    'passkey-options': act({
      repeatable: true,
      input: z.object({}),
      run: async ({ tx, city, headers }) => {
        const asking = {
          cityId: city.id,
          site: siteOf(headers),
          purpose: 'sign-in',
          sessionId: null,
        } as const;
        return download(
          'passkey.json',
          'application/json',
          JSON.stringify(await askForPasskey(tx, asking, null)),
        );
      },
    }),
    passkey: act({
      repeatable: true,
      input: z.object({ credential: assertion }),
      run: async ({ tx, city, headers, query, now }, { credential: answer }) => {
        const done = await signInWithPasskey(tx, { cityId: city.id, site: siteOf(headers), answer, now });
        if (done.ok) return signedIn(tx, city, done.value, query.next);
        // Not refused: that would undo the use of the challenge, and the same answer could be tried again.
        return redirect(withNext('/sign-in', query.next), `people.error.${done.reason}`);
      },
    }),
  },
  view: (data) => <SignIn {...data} />,
});

function SignIn({ next, provider }: Data) {
  const { t, href, city } = usePage();
  return (
    <PlainLayout title={t('people.sign-in.title')} scripts={[passkeyScript]}>
      <PageHeading title={t('people.sign-in.title')} lead={t('people.sign-in.lead')} />
      <Form act="send-code">
        <TextField
          name="email"
          type="email"
          label={t('people.email')}
          autocomplete="email"
          inputMode="email"
          size="long"
        />
        <Button>{t('people.sign-in.send')}</Button>
      </Form>
      <hr />
      <PasskeyForm kind="get" act="passkey" button={t('people.passkey.sign-in')} quiet />
      {provider && (
        <p>
          <a href={href(withNext('/sign-in/provider', next))}>
            {t('people.oidc.enter', { label: provider })}
          </a>
        </p>
      )}
      <p>
        <a href={href(withNext('/sign-in/folio', next))}>{t('people.sign-in.by-folio')}</a>
      </p>
      <p class="soft">{t('people.sign-in.no-email')}</p>
      {city.demo && (
        <p>
          <a href={href('/demo/sign-in')}>{t('people.demo.title')}</a>
        </p>
      )}
    </PlainLayout>
  );
}
