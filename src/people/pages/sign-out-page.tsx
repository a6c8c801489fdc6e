import { z } from 'zod';
import { forgottenKeptForm } from '../../platform/http/kept-form.ts';
import { act, page, redirect } from '../../platform/http/page.ts';
import { anyone } from '../../platform/http/viewer.ts';
import { Button } from '../../ui/components/button.tsx';
import { Form } from '../../ui/components/form.tsx';
import { PageHeading } from '../../ui/components/page-heading.tsx';
import { PlainLayout } from '../../ui/layouts/plain-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { signOut } from '../sign-out.ts';

export const signOutPage = page({
  path: '/sign-out',
  who: anyone,
  load: async ({ viewer }) => (viewer.personId === null ? redirect('/') : {}),
  acts: {
    'sign-out': act({
      repeatable: true,
      input: z.object({}),
      run: async ({ tx, viewer }) => ({
        ...redirect('/', 'people.signed-out'),
        cookies: [await signOut(tx, viewer.sessionId), forgottenKeptForm],
      }),
    }),
  },
  view: () => <SignOut />,
});

function SignOut() {
  const { t } = usePage();
  return (
    <PlainLayout title={t('people.sign-out')}>
      <PageHeading title={t('people.sign-out')} lead={t('people.sign-out.lead')} />
      <Form act="sign-out">
        <Button>{t('people.sign-out')}</Button>
      </Form>
    </PlainLayout>
  );
}
