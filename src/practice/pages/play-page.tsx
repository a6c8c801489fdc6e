import { z } from 'zod';
import { type DemoPerson, playablePeople } from '../../people/demo-people.ts';
import { wearMask } from '../../people/practice-viewer.ts';
import { act, type Outcome, page, redirect, refused } from '../../platform/http/page.ts';
import { signedIn } from '../../platform/http/viewer.ts';
import { Button } from '../../ui/components/button.tsx';
import { Form } from '../../ui/components/form.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { PageHeading } from '../../ui/components/page-heading.tsx';
import { PlainLayout } from '../../ui/layouts/plain-layout.tsx';
import { usePage } from '../../ui/page-context.ts';

/** Whom a guest plays in a practice space: an invented neighbour or civil servant. Elsewhere there is no such page. */
export const playPage = page<Record<string, never>, Record<string, never>, readonly DemoPerson[]>({
  path: '/practice/people',
  who: signedIn,
  exists: (city) => city.practice !== undefined,
  load: ({ tx, city }) => playablePeople(tx, city.id),
  acts: {
    play: act({
      repeatable: true,
      input: z.object({ person: z.coerce.number().int().positive() }),
      run: async ({ tx, city, viewer, now }, { person }): Promise<Outcome> => {
        const chosen = (await playablePeople(tx, city.id)).find(({ personId }) => personId === person);
        if (!chosen || viewer.sessionId === null) return refused('practice.play.gone');
        await wearMask(tx, { cityId: city.id, sessionId: viewer.sessionId, personId: person, now });
        return redirect(chosen.role ? '/desk' : '/', 'practice.play.now', { name: chosen.name ?? '' });
      },
    }),
    stop: act({
      repeatable: true,
      input: z.object({}),
      run: async ({ tx, city, viewer, now }): Promise<Outcome> => {
        if (viewer.sessionId !== null) {
          await wearMask(tx, { cityId: city.id, sessionId: viewer.sessionId, personId: null, now });
        }
        return redirect('/desk', 'practice.play.stopped');
      },
    }),
  },
  view: (people) => <Play people={people} />,
});

function Play({ people }: { readonly people: readonly DemoPerson[] }) {
  const { t, viewer } = usePage();
  return (
    <PlainLayout title={t('practice.play.title')}>
      <PageHeading title={t('practice.play.title')} lead={t('practice.play.lead')} />
      <Notice title={t('practice.play.you-are', { name: viewer.name ?? '—' })}>
        <Form act="stop" id="stop" inline>
          <Button kind="quiet" small>
            {t('practice.play.stop')}
          </Button>
        </Form>
      </Notice>
      <ul class="plain-list">
        {people.map(({ personId, name, role, zone }) => (
          <li key={personId} class="row">
            <div>
              <strong>{name ?? '—'}</strong>
              <p class="soft">
                {role ? t(`people.role.${role}`) : t('people.demo.citizen', { zone: zone ?? '' })}
              </p>
            </div>
            <Form act="play" id={`person-${personId}`} hidden={{ person: personId }} inline>
              <Button kind="quiet" small>
                {t('practice.play.play')}
              </Button>
            </Form>
          </li>
        ))}
      </ul>
    </PlainLayout>
  );
}
