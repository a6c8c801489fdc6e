import { roles } from '../../platform/http/viewer.ts';
import { Button } from '../../ui/components/button.tsx';
import { Form } from '../../ui/components/form.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { SelectField } from '../../ui/components/select-field.tsx';
import { Table } from '../../ui/components/table.tsx';
import { StatusTag } from '../../ui/components/tag.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { type Invitation, invitationDays } from '../invitation.ts';
import type { StandingGrant } from '../people-queries.ts';

export interface PeopleData {
  readonly grants: readonly StandingGrant[];
  readonly invitations: readonly Invitation[];
  readonly departments: readonly { readonly id: number; readonly name: string }[];
}

export function PeopleView({ grants, departments, invitations }: PeopleData) {
  const { t, href } = usePage();
  return (
    <DeskLayout title={t('people.staff.title')}>
      <PageHeading title={t('people.staff.title')} lead={t('people.staff.lead')} />
      <p>
        <a href={href('/desk/people/roles')}>{t('people.review.title')}</a>
        {' · '}
        <a href={href('/desk/people/provider')}>{t('people.oidc.title')}</a>
      </p>
      <Grants grants={grants} />
      <Invitations invitations={invitations} />
      <Section title={t('people.staff.invite-title')} id="invite">
        <p>{t('people.invitation.invite-lead', { days: invitationDays })}</p>
        <Form act="invite" id="invite">
          <TextField name="email" type="email" label={t('people.email')} autocomplete="off" />
          <TextField name="name" label={t('people.name')} autocomplete="off" />
          <SelectField
            name="role"
            label={t('people.role')}
            options={roles.map((value) => ({ value, label: t(`people.role.${value}`) }))}
          />
          <SelectField
            name="department"
            label={t('people.department')}
            hint={t('people.staff.department-hint')}
            empty={t('people.staff.whole-city')}
            options={departments.map(({ id, name }) => ({ value: String(id), label: name }))}
            optional
          />
          <Button>{t('people.staff.invite')}</Button>
        </Form>
      </Section>
    </DeskLayout>
  );
}

const tones = { open: 'info', accepted: 'good', expired: 'warn', withdrawn: 'neutral' } as const;

function Invitations({ invitations }: { readonly invitations: readonly Invitation[] }) {
  const { t, date } = usePage();
  if (invitations.length === 0) return null;
  return (
    <Section title={t('people.invitation.list')}>
      <Table
        caption={t('people.invitation.list')}
        captionHidden
        stack
        rows={invitations}
        rowKey={({ id }) => id}
        columns={[
          { header: t('people.name'), cell: ({ name }) => name, heading: true },
          { header: t('people.email'), cell: ({ email }) => <span class="email">{email}</span> },
          { header: t('people.role'), cell: ({ role }) => t(`people.role.${role}`) },
          {
            header: t('people.invitation.state'),
            cell: ({ state, expiresAt }) => (
              <>
                <StatusTag tone={tones[state]}>{t(`people.invitation.state-${state}`)}</StatusTag>
                {state === 'open' && (
                  <p class="soft">{t('people.invitation.until', { date: date(expiresAt, 'short') })}</p>
                )}
              </>
            ),
          },
          { header: t('people.staff.actions'), cell: (invitation) => <InvitationActs {...invitation} /> },
        ]}
      />
    </Section>
  );
}

function InvitationActs({ id, state }: Invitation) {
  const { t } = usePage();
  if (state === 'accepted' || state === 'withdrawn') return null;
  return (
    <>
      <Form act="renew" id={`renew-${id}`} hidden={{ invitation: id }} inline>
        <Button kind="quiet" small>
          {t('people.invitation.renew')}
        </Button>
      </Form>
      <Form act="withdraw" id={`withdraw-${id}`} hidden={{ invitation: id }} inline>
        <Button kind="quiet" small>
          {t('people.invitation.withdraw')}
        </Button>
      </Form>
    </>
  );
}

function Grants({ grants }: { readonly grants: readonly StandingGrant[] }) {
  const { t, date, href } = usePage();
  return (
    <Table
      caption={t('people.staff.list')}
      captionHidden
      stack
      rows={grants}
      rowKey={({ id }) => id}
      columns={[
        { header: t('people.name'), cell: ({ name }) => name ?? t('people.nameless'), heading: true },
        { header: t('people.email'), cell: ({ email }) => <span class="email">{email ?? '—'}</span> },
        { header: t('people.role'), cell: ({ role }) => t(`people.role.${role}`) },
        {
          header: t('people.department'),
          cell: ({ department }) => department ?? t('people.staff.whole-city'),
        },
        { header: t('people.staff.since'), cell: ({ grantedAt }) => date(grantedAt, 'short'), tight: true },
        { header: t('people.staff.sign-in'), cell: (grant) => <SignInState {...grant} /> },
        {
          header: t('people.staff.actions'),
          cell: ({ id }) => <a href={href(`/desk/people/${id}`)}>{t('people.staff.change')}</a>,
        },
      ]}
    />
  );
}

function SignInState({ hasAccount, hasSecondFactor }: StandingGrant) {
  const { t } = usePage();
  if (hasSecondFactor) return <StatusTag tone="good">{t('people.staff.ready')}</StatusTag>;
  if (hasAccount) return <StatusTag tone="warn">{t('people.staff.no-factor')}</StatusTag>;
  return <StatusTag tone="neutral">{t('people.staff.never')}</StatusTag>;
}
