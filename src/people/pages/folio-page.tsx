import { z } from 'zod';
import { act, page, redirect, refused } from '../../platform/http/page.ts';
import { anyone } from '../../platform/http/viewer.ts';
import { Button } from '../../ui/components/button.tsx';
import { Form } from '../../ui/components/form.tsx';
import { PageHeading } from '../../ui/components/page-heading.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { PlainLayout } from '../../ui/layouts/plain-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { readFolio } from '../folio.ts';
import { type NextQuery, nextQuery, withNext } from '../next-path.ts';
import { signInWithFolio } from '../sign-in-with-folio.ts';
import { perAddress } from './per-address.ts';
import { signedIn } from './signed-in.ts';

const input = z.object({
  folio: z.string().transform((typed, context) => {
    const folio = readFolio(typed);
    if (folio !== null) return folio;
    context.addIssue({ code: 'custom', message: 'people.error.folio-format' });
    return z.NEVER;
  }),
  pin: z
    .string()
    .transform((typed) => typed.replace(/\D/g, ''))
    .pipe(z.string().length(6, 'people.error.pin-format')),
});

export const folioPage = page<Record<string, never>, NextQuery, NextQuery>({
  path: '/sign-in/folio',
  who: anyone,
  query: nextQuery,
  load: async ({ viewer, query }) => (viewer.personId === null ? query : redirect(query.next ?? '/')),
  limit: perAddress,
  acts: {
    enter: act({
      // A PIN opens a session each time: pressed twice at once, both answers carry one.
      repeatable: true,
      input,
      run: async ({ tx, city, query }, { folio, pin }) => {
        const done = await signInWithFolio(tx, { cityId: city.id, folio, pin });
        if (done.ok) return signedIn(tx, city, done.value, query.next);
        return done.reason === 'too-many'
          ? refused('people.error.too-many', done.details)
          : refused('people.error.wrong-folio');
      },
    }),
  },
  view: (query) => <Folio {...query} />,
});

function Folio({ next }: NextQuery) {
  const { t, href } = usePage();
  return (
    <PlainLayout title={t('people.folio.title')}>
      <PageHeading title={t('people.folio.title')} lead={t('people.folio.lead')} />
      <Form act="enter">
        <TextField
          name="folio"
          label={t('people.folio')}
          hint={t('people.folio.hint')}
          autocomplete="username"
          size="medium"
          code
        />
        <TextField
          name="pin"
          type="password"
          label={t('people.pin')}
          hint={t('people.pin.hint')}
          autocomplete="current-password"
          inputMode="numeric"
          size="short"
        />
        <Button>{t('people.folio.enter')}</Button>
      </Form>
      <hr />
      <p class="soft">{t('people.folio.lost')}</p>
      <p>
        <a href={href(withNext('/sign-in', next))}>{t('people.folio.by-email')}</a>
      </p>
    </PlainLayout>
  );
}
