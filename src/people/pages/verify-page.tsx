import { z } from 'zod';
import { act, page, redirect, refused } from '../../platform/http/page.ts';
import { signedIn } from '../../platform/http/viewer.ts';
import { Button } from '../../ui/components/button.tsx';
import { DateField } from '../../ui/components/date-field.tsx';
import { Form } from '../../ui/components/form.tsx';
import { PageHeading } from '../../ui/components/page-heading.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { CitizenLayout } from '../../ui/layouts/citizen-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { birthDateInput } from '../birth-date.ts';
import { parseIdentity } from '../identity.ts';
import { matchResidence } from '../match-residence.ts';
import { perAddress } from './per-address.ts';

const curpInput = z.string().transform((typed, context) => {
  const identity = parseIdentity('curp', typed);
  if (typeof identity !== 'string') return identity;
  context.addIssue({ code: 'custom', message: `people.error.${identity}` });
  return z.NEVER;
});

export const verifyPage = page({
  path: '/me/verify',
  who: signedIn,
  load: async ({ viewer }) => (viewer.zoneId === null ? {} : redirect('/me')),
  limit: perAddress,
  acts: {
    verify: act({
      input: z.object({ curp: curpInput, born: birthDateInput }),
      run: async ({ tx, city, viewer, now }, { curp, born }) => {
        if (viewer.zoneId !== null) return redirect('/me');
        if (curp.bornOn !== born) return refused('people.error.birth-date-differs', {}, 'born');
        const personId = viewer.personId as number;
        const done = await matchResidence(tx, {
          cityId: city.id,
          personId,
          identity: curp,
          bornOn: born,
          now,
        });
        if (done.ok) return redirect('/me', 'people.verify.done');
        return done.reason === 'too-many'
          ? refused('people.error.too-many', done.details)
          : refused('people.error.no-match');
      },
    }),
  },
  view: () => <Verify />,
});

function Verify() {
  const { t } = usePage();
  return (
    <CitizenLayout title={t('people.verify.title')} width="text">
      <PageHeading title={t('people.verify.title')} lead={t('people.verify.lead')} />
      <Form act="verify">
        <TextField
          name="curp"
          label={t('people.identity.curp')}
          hint={t('people.verify.curp-hint')}
          autocomplete="off"
          size="long"
          code
        />
        <DateField name="born" label={t('people.born')} autocomplete="bday" />
        <Button>{t('people.verify.button')}</Button>
      </Form>
      <p class="soft">{t('people.verify.privacy')}</p>
      <p class="soft">{t('people.verify.counter')}</p>
    </CitizenLayout>
  );
}
