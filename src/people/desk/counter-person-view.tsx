import type { VNode } from 'preact';
import { Actions, Button, ButtonLink } from '../../ui/components/button.tsx';
import { Details } from '../../ui/components/details.tsx';
import { Form } from '../../ui/components/form.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { SelectField } from '../../ui/components/select-field.tsx';
import { SummaryList } from '../../ui/components/summary-list.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { maskEmail } from '../email.ts';
import { showFolio } from '../folio.ts';
import type { OwnData, Residence } from '../people-queries.ts';
import type { CounterData } from './counter-view.tsx';

export interface CounterPersonData extends CounterData {
  readonly own: OwnData;
  readonly residence: Residence | undefined;
  readonly isStaff: boolean;
  /** From later modules. */
  readonly more: readonly VNode[];
}

export function CounterPersonView({ own, residence, zones, isStaff, more }: CounterPersonData) {
  const { t, href, date } = usePage();
  const name = own.name ?? t('people.nameless');
  const items = [
    { term: t('people.name'), value: name },
    {
      term: t('people.zone'),
      value: residence
        ? t('people.counter.zone-since', { zone: residence.zone, date: date(residence.verifiedAt) })
        : t('people.counter.no-zone'),
    },
    { term: t('people.email'), value: own.email ? maskEmail(own.email) : '—' },
    { term: t('people.folio'), value: own.folio ? showFolio(own.folio) : '—' },
  ];
  return (
    <DeskLayout title={name}>
      <PageHeading title={name} kicker={t('people.counter.title')} />
      <SummaryList items={items} />
      {isStaff ? (
        <Notice tone="info">{t('people.error.holds-role')}</Notice>
      ) : (
        <>
          <FolioForms own={own} />
          {own.email && <DetachForm own={own} />}
        </>
      )}
      <Section title={t('people.counter.move-title')}>
        <Form act="move" id="move">
          <SelectField
            name="zone"
            label={t('people.zone')}
            hint={t('people.counter.zone-hint')}
            value={residence ? String(residence.zoneId) : ''}
            options={zones.map(({ id, name: label }) => ({ value: String(id), label }))}
          />
          <Button kind="quiet">{t('people.counter.move')}</Button>
        </Form>
      </Section>
      {more}
      <Actions>
        <ButtonLink href={href('/desk/counter')} kind="quiet">
          {t('people.counter.next-person')}
        </ButtonLink>
      </Actions>
    </DeskLayout>
  );
}

function FolioForms({ own }: { readonly own: OwnData }) {
  const { t } = usePage();
  if (!own.folio) {
    return (
      <Section title={t('people.counter.folio-title')}>
        <p>{t('people.counter.folio-lead')}</p>
        <Form act="issue" id="issue" inline>
          <Button icon="document">{t('people.counter.issue')}</Button>
        </Form>
      </Section>
    );
  }
  return (
    <Section title={t('people.counter.pin-title')}>
      <p>{t('people.counter.pin-lead')}</p>
      <Form act="reset-pin" id="reset" inline>
        <Button kind="quiet" icon="document">
          {t('people.counter.reset-pin')}
        </Button>
      </Form>
    </Section>
  );
}

function DetachForm({ own }: { readonly own: OwnData }) {
  const { t } = usePage();
  return (
    <Details summary={t('people.counter.detach-title')}>
      <p>{t('people.counter.detach-lead', { email: maskEmail(own.email ?? '') })}</p>
      <Form act="detach" id="detach">
        <TextField
          name="reason"
          label={t('people.reason')}
          hint={t('people.counter.reason-hint')}
          autocomplete="off"
        />
        <Button kind="danger">{t('people.counter.detach')}</Button>
      </Form>
    </Details>
  );
}
