import { Button } from '../../ui/components/button.tsx';
import { Details } from '../../ui/components/details.tsx';
import { Form } from '../../ui/components/form.tsx';
import { PageHeading } from '../../ui/components/page-heading.tsx';
import { Table } from '../../ui/components/table.tsx';
import { StatusTag } from '../../ui/components/tag.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { reviewDays } from '../review-role.ts';
import type { ReviewedRole } from '../role-review-queries.ts';

export function RolesView({ rows }: { readonly rows: readonly ReviewedRole[] }) {
  const { t, date, href } = usePage();
  const overdue = rows.filter((row) => row.overdue).length;
  return (
    <DeskLayout title={t('people.review.title')}>
      <PageHeading
        title={t('people.review.title')}
        kicker={t('people.staff.title')}
        lead={t('people.review.lead', { days: reviewDays, overdue })}
      />
      <p>
        <a href={href('/desk/people/roles?as=csv')}>{t('people.review.csv')}</a>
      </p>
      <Table
        caption={t('people.staff.list')}
        captionHidden
        stack
        rows={rows}
        rowKey={({ id }) => id}
        columns={[
          { header: t('people.name'), cell: (row) => <Person {...row} />, heading: true },
          {
            header: t('people.role'),
            cell: ({ role, department }) => (
              <>
                {t(`people.role.${role}`)}
                <p class="soft">{department ?? t('people.staff.whole-city')}</p>
              </>
            ),
          },
          {
            header: t('people.staff.since'),
            cell: ({ grantedAt, grantedBy }) => (
              <>
                {date(grantedAt, 'short')}
                <p class="soft">{grantedBy ?? t('people.review.by-program')}</p>
              </>
            ),
          },
          {
            header: t('people.review.last-sign-in'),
            cell: ({ lastSignIn }) => (lastSignIn ? date(lastSignIn, 'short') : t('people.staff.never')),
          },
          { header: t('people.review.factors'), cell: (row) => <Factors {...row} /> },
          { header: t('people.review.reviewed'), cell: (row) => <Reviewed {...row} /> },
          { header: t('people.staff.actions'), cell: (row) => <RowActs {...row} /> },
        ]}
      />
    </DeskLayout>
  );
}

function Person({ name, email }: ReviewedRole) {
  const { t } = usePage();
  return (
    <>
      {name ?? t('people.nameless')}
      <p class="soft email">{email ?? '—'}</p>
    </>
  );
}

function Factors({ hasTotp, passkeys }: ReviewedRole) {
  const { t } = usePage();
  if (!hasTotp && passkeys === 0) return <StatusTag tone="warn">{t('people.review.no-factor')}</StatusTag>;
  return (
    <>
      {hasTotp && <p>{t('people.review.totp')}</p>}
      {passkeys > 0 && <p>{t('people.review.passkeys', { count: passkeys })}</p>}
    </>
  );
}

function Reviewed({ reviewedAt, reviewedBy, overdue }: ReviewedRole) {
  const { t, date } = usePage();
  return (
    <>
      {reviewedAt && (
        <p>{t('people.review.by', { date: date(reviewedAt, 'short'), name: reviewedBy ?? '—' })}</p>
      )}
      {overdue && <StatusTag tone="warn">{t('people.review.overdue')}</StatusTag>}
      {!reviewedAt && !overdue && <span class="soft">{t('people.review.not-yet')}</span>}
    </>
  );
}

function RowActs({ id, personId }: ReviewedRole) {
  const { t } = usePage();
  return (
    <>
      <Form act="seen" id={`seen-${id}`} hidden={{ grant: id }} inline>
        <Button kind="quiet" small>
          {t('people.review.seen')}
        </Button>
      </Form>
      <Details summary={t('people.staff.revoke')}>
        <Form act="revoke" id={`revoke-${id}`} hidden={{ grant: id }}>
          <TextField name="reason" label={t('people.reason')} autocomplete="off" />
          <Button kind="danger" small>
            {t('people.staff.revoke')}
          </Button>
        </Form>
        <Form act="sign-out" id={`out-${id}`} hidden={{ person: personId }} inline>
          <Button kind="quiet" small>
            {t('people.review.sign-out')}
          </Button>
        </Form>
      </Details>
    </>
  );
}
