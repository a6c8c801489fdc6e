import { z } from 'zod';
import { act, missing, page, redirect, refused } from '../../platform/http/page.ts';
import { anyone } from '../../platform/http/viewer.ts';
import { Button } from '../../ui/components/button.tsx';
import { Form } from '../../ui/components/form.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { PageHeading } from '../../ui/components/page-heading.tsx';
import { PlainLayout } from '../../ui/layouts/plain-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { acceptInvitation } from '../accept-invitation.ts';
import { sealCookie } from '../accounts/sealed-cookie.ts';
import { maskEmail, normaliseEmail } from '../email.ts';
import { type Invitation, invitationDigest, invitationsOf } from '../invitation.ts';
import { withNext } from '../next-path.ts';
import { sendSignInCode } from '../send-sign-in-code.ts';
import { perAddress } from './per-address.ts';
import { codeCookie, codeCookieSeconds } from './sign-in-page.tsx';

interface Params {
  readonly token: string;
}
type Who = 'nobody' | 'invited' | 'another';

/**
 * Where the link of an invitation leads. The link alone opens nothing: the address is proven by a code (or a passkey, or
 * the city's provider) first, so that a forwarded mail makes nobody staff.
 */
export const invitationPage = page<Params, Record<string, never>, Invitation & { readonly who: Who }>({
  path: '/invitation/:token',
  who: anyone,
  params: z.object({ token: z.string().min(10).max(100) }),
  limit: { ...perAddress, reads: true },
  load: async ({ tx, city, viewer, params, now }) => {
    const [invitation] = await invitationsOf(tx, city.id, now, { digest: invitationDigest(params.token) });
    if (!invitation) return missing;
    const mine = viewer.email !== null && normaliseEmail(viewer.email) === invitation.email;
    return { ...invitation, who: viewer.personId === null ? 'nobody' : mine ? 'invited' : 'another' };
  },
  acts: {
    'send-code': act({
      input: z.object({}),
      run: async ({ tx, city, params, t, locale, now }) => {
        const [invitation] = await invitationsOf(tx, city.id, now, {
          digest: invitationDigest(params.token),
        });
        const back = `/invitation/${params.token}`;
        if (invitation?.state !== 'open') return redirect(back);
        const { email } = invitation;
        const sent = await sendSignInCode(tx, { city, email, locale, t, now });
        if (!sent.ok) return refused('people.error.too-many', sent.details);
        const cookies = [sealCookie(codeCookie, email, codeCookieSeconds)];
        return { ...redirect(withNext('/sign-in/code', back)), cookies };
      },
    }),
    accept: act({
      input: z.object({}),
      run: async ({ tx, city, viewer, params, now }) => {
        const { personId, email } = viewer;
        if (personId === null) return redirect(withNext('/sign-in', `/invitation/${params.token}`));
        const { token } = params;
        const done = await acceptInvitation(tx, { cityId: city.id, token, personId, email, now });
        return done.ok
          ? redirect('/desk', 'people.invitation.accepted')
          : refused(`people.error.${done.reason}`);
      },
    }),
  },
  view: (data) => <InvitationView {...data} />,
});

function InvitationView({ state, who, role, department, email, expiresAt }: Invitation & { who: Who }) {
  const { t, city, date, href } = usePage();
  const title = t('people.invitation.title', { city: city.name });
  const roleName = t(`people.role.${role}`);
  if (state !== 'open') {
    return (
      <PlainLayout title={title}>
        <PageHeading title={title} />
        <Notice tone="warn" title={t(`people.invitation.is-${state}`)}>
          <p>{t(`people.invitation.is-${state}-lead`)}</p>
        </Notice>
        <p>
          <a href={href(state === 'accepted' ? '/desk' : '/')}>
            {t(state === 'accepted' ? 'people.me.to-desk' : 'people.invitation.home')}
          </a>
        </p>
      </PlainLayout>
    );
  }
  return (
    <PlainLayout title={title}>
      <PageHeading
        title={title}
        lead={t('people.invitation.lead', { role: roleName, department: department ?? '' })}
      />
      <p class="soft">{t('people.invitation.until', { date: date(expiresAt) })}</p>
      {who === 'nobody' && (
        <Form act="send-code">
          <p>{t('people.invitation.prove', { email: maskEmail(email) })}</p>
          <Button>{t('people.sign-in.send')}</Button>
        </Form>
      )}
      {who === 'invited' && (
        <Form act="accept">
          <Button>{t('people.invitation.accept')}</Button>
        </Form>
      )}
      {who === 'another' && (
        <>
          <p>{t('people.error.invitation-of-another')}</p>
          <Form act="sign-out" action={href('/sign-out')} inline>
            <Button kind="quiet">{t('people.sign-out')}</Button>
          </Form>
        </>
      )}
    </PlainLayout>
  );
}
