import { z } from 'zod';
import { act, page, redirect } from '../../platform/http/page.ts';
import { anyone } from '../../platform/http/viewer.ts';
import { Button } from '../../ui/components/button.tsx';
import { Form } from '../../ui/components/form.tsx';
import { PageHeading } from '../../ui/components/page-heading.tsx';
import { PlainLayout } from '../../ui/layouts/plain-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { type DemoPerson, demoPeople } from '../demo-people.ts';
import { openSessionFor } from '../open-session.ts';

/** One press to be anybody. Only demo cities have this address; elsewhere it is a 404 like any other. */
export const demoPage = page<Record<string, never>, Record<string, never>, readonly DemoPerson[]>({
  path: '/demo/sign-in',
  who: anyone,
  exists: (city) => city.demo,
  load: ({ tx, city }) => demoPeople(tx, city.id),
  acts: {
    enter: act({
      repeatable: true,
      input: z.object({ person: z.coerce.number().int().positive() }),
      run: async ({ tx, city }, { person }) => {
        // Only who is offered: not everybody of whom a demo holds data.
        const chosen = (await demoPeople(tx, city.id)).find(({ personId }) => personId === person);
        if (!chosen) return redirect('/demo/sign-in');
        const session = await openSessionFor(tx, {
          cityId: city.id,
          personId: person,
          means: chosen.role ? 'demo' : 'none',
        });
        return { ...redirect(chosen.role ? '/desk' : '/', 'people.signed-in'), cookies: session.cookies };
      },
    }),
  },
  view: (people) => <DemoSignIn people={people} />,
});

function DemoSignIn({ people }: { readonly people: readonly DemoPerson[] }) {
  const { t } = usePage();
  return (
    <PlainLayout title={t('people.demo.title')}>
      <PageHeading title={t('people.demo.title')} lead={t('people.demo.lead')} />
      <ul class="plain-list">
        {people.map(({ personId, name, role, zone }) => (
          <li key={personId} class="row">
            <div>
              <strong>{name ?? t('people.nameless')}</strong>
              <p class="soft">
                {role ? t(`people.role.${role}`) : t('people.demo.citizen', { zone: zone ?? '' })}
              </p>
            </div>
            <Form act="enter" id={`person-${personId}`} hidden={{ person: personId }} inline>
              <Button kind="quiet" small>
                {t('people.demo.enter')}
              </Button>
            </Form>
          </li>
        ))}
      </ul>
      {people.length === 0 && <p class="soft">{t('people.demo.empty')}</p>}
    </PlainLayout>
  );
}
