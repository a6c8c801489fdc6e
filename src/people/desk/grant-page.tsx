import { z } from 'zod';
import { act, missing, page, redirect, refused } from '../../platform/http/page.ts';
import { Actions, Button, ButtonLink } from '../../ui/components/button.tsx';
import { Form } from '../../ui/components/form.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { SummaryList } from '../../ui/components/summary-list.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { revokeRole } from '../grant-role.ts';
import { changesRoles, managesRoles } from '../people-policy.ts';
import { type StandingGrant, standingGrants } from '../people-queries.ts';
import { resetSecondFactor } from '../reset-second-factor.ts';

interface Params {
  readonly grant: number;
}

/** One person's role: the look before taking it away, and the way out for a lost phone. */
export const grantPage = page<Params, Record<string, never>, StandingGrant>({
  path: '/desk/people/:grant',
  who: managesRoles,
  params: z.object({ grant: z.coerce.number<string>().int().positive() }),
  load: async ({ tx, city, params }) =>
    (await standingGrants(tx, city.id)).find(({ id }) => id === params.grant) ?? missing,
  acts: {
    revoke: act({
      who: changesRoles,
      input: z.object({}),
      run: async ({ tx, city, viewer, params, now }) => {
        const actorId = viewer.personId as number;
        const done = await revokeRole(tx, { cityId: city.id, grantId: params.grant, actorId, now });
        if (done.ok) return redirect('/desk/people', 'people.staff.revoked');
        return done.reason === 'already-revoked'
          ? redirect('/desk/people', 'people.error.already-revoked')
          : refused('people.error.last-administrator');
      },
    }),
    'reset-factor': act({
      who: changesRoles,
      input: z.object({ reason: z.string().trim().min(5, 'people.error.reason').max(500) }),
      run: async ({ tx, city, viewer, params, now }, { reason }) => {
        const grant = (await standingGrants(tx, city.id)).find(({ id }) => id === params.grant);
        if (!grant) return redirect('/desk/people', 'people.error.already-revoked');
        const { personId } = grant;
        const actorId = viewer.personId as number;
        const done = await resetSecondFactor(tx, { cityId: city.id, personId, actorId, reason, now });
        if (!done.ok) return refused('people.error.not-enrolled');
        return redirect('/desk/people', 'people.staff.factor-reset');
      },
    }),
  },
  view: (grant) => <GrantView {...grant} />,
});

function GrantView({ name, email, role, department, grantedAt, hasSecondFactor }: StandingGrant) {
  const { t, date, href } = usePage();
  const shown = name ?? email ?? t('people.nameless');
  return (
    <DeskLayout title={shown}>
      <PageHeading title={shown} kicker={t('people.staff.title')} />
      <SummaryList
        items={[
          { term: t('people.email'), value: email ?? '—' },
          { term: t('people.role'), value: t(`people.role.${role}`) },
          { term: t('people.department'), value: department ?? t('people.staff.whole-city') },
          { term: t('people.staff.since'), value: date(grantedAt) },
        ]}
      />
      <Section title={t('people.staff.revoke-title')}>
        <p>{t('people.staff.revoke-lead', { name: shown, role: t(`people.role.${role}`) })}</p>
        <Form act="revoke" id="revoke">
          <Actions>
            <Button kind="danger">{t('people.staff.revoke')}</Button>
            <ButtonLink href={href('/desk/people')} kind="quiet">
              {t('people.staff.keep')}
            </ButtonLink>
          </Actions>
        </Form>
      </Section>
      {hasSecondFactor && (
        <Section title={t('people.staff.factor-title')}>
          <p>{t('people.staff.factor-lead')}</p>
          <Form act="reset-factor" id="factor">
            <TextField
              name="reason"
              label={t('people.reason')}
              hint={t('people.staff.factor-hint')}
              autocomplete="off"
            />
            <Button kind="quiet">{t('people.staff.reset-factor')}</Button>
          </Form>
        </Section>
      )}
    </DeskLayout>
  );
}
