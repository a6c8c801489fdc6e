import { z } from 'zod';
import { act, missing, page, redirect, refused } from '../../platform/http/page.ts';
import { anyone } from '../../platform/http/viewer.ts';
import { Button } from '../../ui/components/button.tsx';
import { Form } from '../../ui/components/form.tsx';
import { PageHeading } from '../../ui/components/page-heading.tsx';
import { PlainLayout } from '../../ui/layouts/plain-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { dropCookie, openCookie, sealCookie } from '../accounts/sealed-cookie.ts';
import { type NextQuery, nextQuery, ownPath, withNext } from '../next-path.ts';
import { beginOidc, finishOidc, oidcProviderOf, readCarried } from '../oidc.ts';
import { signInWithOidc } from '../sign-in-with-oidc.ts';
import { siteOf } from '../site.ts';
import { perAddress } from './per-address.ts';
import { signedIn } from './signed-in.ts';

const cookieName = 'cabildo.oidc';
const minutes = 10;

/** The way to the city's provider: nothing to see, only where to go. */
export const oidcStartPage = page<Record<string, never>, NextQuery, never>({
  path: '/sign-in/provider',
  who: anyone,
  query: nextQuery,
  limit: { ...perAddress, reads: true },
  load: async ({ tx, city, headers, query }) => {
    const provider = await oidcProviderOf(tx, city.id);
    if (!provider) return missing;
    const back = `${siteOf(headers).origin}${city.base}/sign-in/provider/back`;
    const begun = await beginOidc(provider, back, query.next);
    if (!begun.ok) return redirect(withNext('/sign-in', query.next), 'people.error.oidc-unreachable');
    const cookies = [sealCookie(cookieName, begun.value.carry, minutes * 60)];
    return { kind: 'redirect', to: begun.value.address, outside: true, cookies };
  },
  view: () => <></>,
});

/**
 * Where the provider sends people back to. Looking changes nothing, as everywhere: the button signs in, and with script is
 * pressed by itself.
 */
export const oidcBackPage = page<Record<string, never>, Record<string, unknown>, { readonly label: string }>({
  path: '/sign-in/provider/back',
  who: anyone,
  query: z.record(z.string(), z.unknown()),
  limit: { ...perAddress, reads: true },
  load: async ({ tx, city, headers, viewer }) => {
    const provider = await oidcProviderOf(tx, city.id);
    if (!provider) return missing;
    if (openCookie(headers.cookie, cookieName) !== null) return { label: provider.label };
    return redirect(viewer.personId === null ? '/sign-in' : '/', 'people.error.oidc-refused');
  },
  acts: {
    enter: act({
      repeatable: true,
      input: z.object({}),
      run: async ({ tx, city, headers, url, locale, now }) => {
        const provider = await oidcProviderOf(tx, city.id);
        const kept = openCookie(headers.cookie, cookieName);
        if (!provider || kept === null) return redirect('/sign-in', 'people.error.oidc-refused');
        const carry = readCarried(kept);
        const address = new URL(`${siteOf(headers).origin}${city.base}${url.pathname}${url.search}`);
        const claims = await finishOidc(provider, address, carry);
        if (!claims.ok) return refused(`people.error.${claims.reason}`);
        const entry = { cityId: city.id, provider, claims: claims.value, locale, now };
        const done = await signInWithOidc(tx, entry);
        if (!done.ok) return refused(`people.error.${done.reason}`);
        return signedIn(tx, city, done.value, ownPath(carry.next), [dropCookie(cookieName)]);
      },
    }),
  },
  view: (data) => <Back {...data} />,
});

function Back({ label }: { readonly label: string }) {
  const { t, form, href } = usePage();
  const failed = form.errors.length > 0;
  return (
    <PlainLayout title={t('people.sign-in.title')} scripts={failed ? [] : ['press.js']}>
      <PageHeading title={t('people.sign-in.title')} lead={failed ? '' : t('people.oidc.back', { label })} />
      {failed ? (
        <p>
          <a href={href('/sign-in')}>{t('people.oidc.other-ways')}</a>
        </p>
      ) : (
        <div data-press>
          <Form act="enter">
            <Button>{t('people.factor.go-on')}</Button>
          </Form>
        </div>
      )}
    </PlainLayout>
  );
}
