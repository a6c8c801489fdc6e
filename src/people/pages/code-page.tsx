import { z } from 'zod';
import { act, page, redirect, refused } from '../../platform/http/page.ts';
import { anyone } from '../../platform/http/viewer.ts';
import { Button } from '../../ui/components/button.tsx';
import { Form } from '../../ui/components/form.tsx';
import { PageHeading } from '../../ui/components/page-heading.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { PlainLayout } from '../../ui/layouts/plain-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { codeMinutes } from '../accounts/auth.ts';
import { dropCookie, openCookie } from '../accounts/sealed-cookie.ts';
import { findCookie } from '../accounts/session-cookie.ts';
import { type NextQuery, nextQuery, withNext } from '../next-path.ts';
import { sendSignInCode } from '../send-sign-in-code.ts';
import { signInWithCode } from '../sign-in-with-code.ts';
import { perAddress } from './per-address.ts';
import { codeCookie } from './sign-in-page.tsx';
import { signedIn } from './signed-in.ts';

interface Data extends NextQuery {
  readonly email: string;
}

const codeInput = z
  .string()
  .transform((typed) => typed.replace(/\D/g, ''))
  .pipe(z.string().length(6, 'people.error.code-format'));

export const codePage = page<Record<string, never>, NextQuery, Data>({
  path: '/sign-in/code',
  who: anyone,
  query: nextQuery,
  load: async ({ headers, query, viewer }) => {
    const email = openCookie(headers.cookie, codeCookie);
    if (email !== null) return { ...query, email };
    return viewer.personId === null
      ? redirect(withNext('/sign-in', query.next), 'people.code.begin-again')
      : redirect(query.next ?? '/');
  },
  limit: perAddress,
  acts: {
    // Sent twice at once, both answers carry the session: signInWithCode sees to it.
    enter: act({
      repeatable: true,
      input: z.object({ code: codeInput }),
      run: async ({ tx, city, headers, query, locale, now }, { code }) => {
        const email = openCookie(headers.cookie, codeCookie);
        if (email === null) return redirect(withNext('/sign-in', query.next), 'people.code.begin-again');
        const browser = findCookie(String(headers.cookie), codeCookie) ?? '';
        const done = await signInWithCode(tx, { cityId: city.id, email, code, browser, locale, now });
        if (done.ok) return signedIn(tx, city, done.value, query.next, [dropCookie(codeCookie)]);
        return done.reason === 'too-many'
          ? refused('people.error.too-many', done.details)
          : refused('people.error.wrong-code', {}, 'code');
      },
    }),
    'send-again': act({
      input: z.object({}),
      run: async ({ tx, city, headers, query, t, locale, now }) => {
        const email = openCookie(headers.cookie, codeCookie);
        if (email === null) return redirect(withNext('/sign-in', query.next), 'people.code.begin-again');
        const sent = await sendSignInCode(tx, { city, email, locale, t, now });
        if (!sent.ok) return refused('people.error.too-many', sent.details);
        return redirect(withNext('/sign-in/code', query.next), 'people.code.sent-again');
      },
    }),
  },
  view: (data) => <Code {...data} />,
});

function Code({ email, next }: Data) {
  const { t, href } = usePage();
  return (
    <PlainLayout title={t('people.code.title')}>
      <PageHeading title={t('people.code.title')} lead={t('people.code.lead', { email })} />
      <Form act="enter" id="enter">
        <TextField
          name="code"
          label={t('people.code.label')}
          hint={t('people.code.hint', { minutes: codeMinutes })}
          autocomplete="one-time-code"
          inputMode="numeric"
          size="short"
          code
        />
        <Button>{t('people.code.enter')}</Button>
      </Form>
      <hr />
      <p class="soft">{t('people.code.not-there')}</p>
      <Form act="send-again" id="again" inline>
        <Button kind="quiet">{t('people.code.send-again')}</Button>
      </Form>
      <p>
        <a href={href(withNext('/sign-in', next))}>{t('people.code.other-address')}</a>
      </p>
    </PlainLayout>
  );
}
