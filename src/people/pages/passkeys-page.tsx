import { z } from 'zod';
import { act, download, type PageRequest, page, redirect } from '../../platform/http/page.ts';
import { isFresh, signedIn } from '../../platform/http/viewer.ts';
import { Button } from '../../ui/components/button.tsx';
import { Form } from '../../ui/components/form.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { CitizenLayout } from '../../ui/layouts/citizen-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { type NextQuery, nextQuery, withNext } from '../next-path.ts';
import { attestation, type Passkey, passkeysOf } from '../passkey.ts';
import { offerPasskey, registerPasskey } from '../register-passkey.ts';
import { removePasskey } from '../remove-passkey.ts';
import { hasSecondFactor, isEmailSession, proverOf } from '../second-factor.ts';
import { siteOf } from '../site.ts';
import { PasskeyForm, passkeyScript } from './passkey-form.tsx';
import { perAddress } from './per-address.ts';

interface Data {
  readonly passkeys: readonly Passkey[];
  readonly byEmail: boolean;
}
type Request = PageRequest<Record<string, never>, NextQuery>;

const again = withNext('/sign-in/second-factor', '/me/passkeys');

/** A person's own passkeys: made, named, removed. */
export const passkeysPage = page<Record<string, never>, NextQuery, Data>({
  path: '/me/passkeys',
  who: signedIn,
  query: nextQuery,
  load: async (request) => {
    if (!(await mayChange(request))) return redirect(again);
    const { tx, city, viewer } = request;
    return {
      passkeys: await passkeysOf(tx, city.id, viewer.personId as number),
      byEmail: await isEmailSession(tx, proverOf(request)),
    };
  },
  limit: perAddress,
  acts: {
    'add-options': act({
      repeatable: true,
      input: z.object({}),
      run: async (request) => {
        if (!(await mayChange(request))) return redirect(again);
        const { tx, city, viewer, headers } = request;
        const label = viewer.email ?? viewer.name ?? city.name;
        const offer = { prover: proverOf(request), site: siteOf(headers), city: city.name, label };
        return download('passkey.json', 'application/json', JSON.stringify(await offerPasskey(tx, offer)));
      },
    }),
    add: act({
      repeatable: true,
      input: z.object({ name: z.string().trim().min(1).max(60), credential: attestation }),
      run: async (request, { name, credential: answer }) => {
        if (!(await mayChange(request))) return redirect(again);
        const { tx, headers, query } = request;
        const done = await registerPasskey(tx, {
          prover: proverOf(request),
          site: siteOf(headers),
          name,
          answer,
        });
        // Not refused: that would undo the use of the challenge, and the same answer could be tried again.
        if (!done.ok) return redirect(withNext('/me/passkeys', query.next), `people.error.${done.reason}`);
        return redirect(query.next ?? '/me/passkeys', 'people.passkey.added');
      },
    }),
    remove: act({
      input: z.object({ passkey: z.coerce.number().int().positive() }),
      run: async (request, { passkey }) => {
        if (!(await mayChange(request))) return redirect(again);
        const { tx, city, viewer, now } = request;
        const personId = viewer.personId as number;
        await removePasskey(tx, { cityId: city.id, personId, passkeyId: passkey, now });
        return redirect('/me/passkeys', 'people.passkey.removed');
      },
    }),
  },
  view: (data) => <Passkeys {...data} />,
});

/** Staff who have a second factor prove it first: who only reads her mail must not add a key of their own. */
async function mayChange(request: Request): Promise<boolean> {
  const { tx, city, viewer } = request;
  if (isFresh(viewer)) return true;
  const personId = viewer.personId as number;
  if (viewer.roles.length === 0) return true;
  return (
    !(await hasSecondFactor(tx, city.id, personId)) && (await passkeysOf(tx, city.id, personId)).length === 0
  );
}

function Passkeys({ passkeys, byEmail }: Data) {
  const { t, date } = usePage();
  return (
    <CitizenLayout title={t('people.passkey.title')} width="text" scripts={[passkeyScript]}>
      <PageHeading title={t('people.passkey.title')} lead={t('people.passkey.lead')} />
      {passkeys.length > 0 && (
        <ul class="plain-list">
          {passkeys.map(({ id, name, madeAt, lastUsedAt }) => (
            <li key={id} class="row">
              <div>
                <strong>{name}</strong>
                <p class="soft">
                  {t('people.passkey.made', { date: date(madeAt) })}{' '}
                  {lastUsedAt && t('people.passkey.used', { date: date(lastUsedAt) })}
                </p>
              </div>
              <Form act="remove" id={`passkey-${id}`} hidden={{ passkey: id }} inline>
                <Button kind="quiet" small>
                  {t('people.passkey.remove')}
                </Button>
              </Form>
            </li>
          ))}
        </ul>
      )}
      <Section title={t('people.passkey.add-title')}>
        {byEmail ? (
          <PasskeyForm kind="create" act="add" button={t('people.passkey.add')}>
            <TextField
              name="name"
              label={t('people.passkey.name')}
              hint={t('people.passkey.name-hint')}
              autocomplete="off"
            />
          </PasskeyForm>
        ) : (
          <p>{t('people.error.by-email-only')}</p>
        )}
      </Section>
    </CitizenLayout>
  );
}
