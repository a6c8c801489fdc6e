import { z } from 'zod';
import { act, page, redirect, refused } from '../../platform/http/page.ts';
import { Button } from '../../ui/components/button.tsx';
import { Form } from '../../ui/components/form.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { changeOidcProvider, removeOidcProvider } from '../change-oidc-provider.ts';
import { discover, type OidcProvider, oidcProviderOf } from '../oidc.ts';
import { changesRoles, managesRoles } from '../people-policy.ts';
import { siteOf } from '../site.ts';

interface Data {
  readonly provider: Omit<OidcProvider, 'secret'> | undefined;
  readonly back: string;
}

const words = z
  .string()
  .max(500)
  .transform((text) => text.split(/[\s,]+/).filter((word) => word !== ''));

/** The city's own identity provider, for its staff. */
export const oidcDeskPage = page<Record<string, never>, Record<string, never>, Data>({
  path: '/desk/people/provider',
  who: managesRoles,
  load: async ({ tx, city, headers }) => {
    const found = await oidcProviderOf(tx, city.id);
    const back = `${siteOf(headers).origin}${city.base}/sign-in/provider/back`;
    if (!found) return { provider: undefined, back };
    const { secret: _secret, ...provider } = found;
    return { provider, back };
  },
  acts: {
    keep: act({
      who: changesRoles,
      input: z.object({
        issuer: z.string().trim().min(1).max(300),
        client: z.string().trim().min(1).max(300),
        secret: z.string().trim().max(500),
        label: z.string().trim().min(1).max(60),
        factors: words,
      }),
      run: async ({ tx, city, viewer, now }, { issuer, client, secret, label, factors }) => {
        const provider = { issuer, clientId: client, secret, label, factorValues: factors };
        const actorId = viewer.personId as number;
        const done = await changeOidcProvider(tx, { cityId: city.id, provider, actorId, now });
        if (done.ok) return redirect('/desk/people/provider', 'people.oidc.kept');
        const field = done.reason === 'oidc-issuer' ? 'issuer' : 'secret';
        return refused(`people.error.${done.reason}`, {}, field);
      },
    }),
    try: act({
      who: changesRoles,
      input: z.object({}),
      run: async ({ tx, city }) => {
        const provider = await oidcProviderOf(tx, city.id);
        if (!provider) return redirect('/desk/people/provider');
        try {
          await discover(provider);
        } catch (error) {
          const { cause } = error as Error;
          const why = [(error as Error).message, cause instanceof Error ? cause.message : '']
            .filter((part) => part !== '')
            .join(': ');
          return refused('people.error.oidc-try', { why });
        }
        return redirect('/desk/people/provider', 'people.oidc.works');
      },
    }),
    remove: act({
      who: changesRoles,
      input: z.object({}),
      run: async ({ tx, city, viewer, now }) => {
        await removeOidcProvider(tx, city.id, viewer.personId as number, now);
        return redirect('/desk/people/provider', 'people.oidc.removed');
      },
    }),
  },
  view: (data) => <ProviderView {...data} />,
});

function ProviderView({ provider, back }: Data) {
  const { t } = usePage();
  return (
    <DeskLayout title={t('people.oidc.title')}>
      <PageHeading
        title={t('people.oidc.title')}
        kicker={t('people.staff.title')}
        lead={t('people.oidc.lead')}
      />
      <p>
        {t('people.oidc.redirect')} <code>{back}</code>
      </p>
      <Form act="keep" id="keep">
        <TextField
          name="issuer"
          label={t('people.oidc.issuer')}
          hint={t('people.oidc.issuer-hint')}
          value={provider?.issuer ?? ''}
          autocomplete="off"
        />
        <TextField
          name="client"
          label={t('people.oidc.client')}
          value={provider?.clientId ?? ''}
          autocomplete="off"
        />
        <TextField
          name="secret"
          label={t('people.oidc.secret')}
          hint={t('people.oidc.secret-hint')}
          autocomplete="off"
          optional={provider !== undefined}
        />
        <TextField
          name="label"
          label={t('people.oidc.label')}
          hint={t('people.oidc.label-hint')}
          value={provider?.label ?? ''}
          autocomplete="off"
        />
        <TextField
          name="factors"
          label={t('people.oidc.factors')}
          hint={t('people.oidc.factors-hint')}
          value={provider?.factorValues.join(' ') ?? ''}
          autocomplete="off"
          optional
        />
        <Button>{t('people.oidc.keep')}</Button>
      </Form>
      {provider && (
        <Section title={t('people.oidc.try-title')}>
          <Form act="try" id="try" inline>
            <Button kind="quiet">{t('people.oidc.try')}</Button>
          </Form>
          <Form act="remove" id="remove" inline>
            <Button kind="danger">{t('people.oidc.remove')}</Button>
          </Form>
        </Section>
      )}
    </DeskLayout>
  );
}
