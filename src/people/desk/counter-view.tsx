import { Button } from '../../ui/components/button.tsx';
import { DateField } from '../../ui/components/date-field.tsx';
import { Form } from '../../ui/components/form.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { SelectField } from '../../ui/components/select-field.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { identityKinds } from '../identity.ts';

export interface CounterData {
  readonly zones: readonly { readonly id: number; readonly name: string }[];
}

export function CounterView({ zones }: CounterData) {
  const { t } = usePage();
  return (
    <DeskLayout title={t('people.counter.title')}>
      <PageHeading title={t('people.counter.title')} lead={t('people.counter.lead')} />
      <Section title={t('people.counter.find-title')}>
        <p class="soft">{t('people.counter.find-lead')}</p>
        <Form act="find" id="find">
          <DocumentFields />
          <Button kind="quiet" icon="search">
            {t('people.counter.find')}
          </Button>
        </Form>
      </Section>
      <Section title={t('people.counter.register-title')}>
        <Form act="register" id="register">
          <DocumentFields />
          <TextField name="name" label={t('people.counter.name')} autocomplete="off" />
          <DateField name="born" label={t('people.born')} autocomplete="off" />
          <SelectField
            name="zone"
            label={t('people.zone')}
            hint={t('people.counter.zone-hint')}
            options={zones.map(({ id, name }) => ({ value: String(id), label: name }))}
          />
          <TextField
            name="email"
            type="email"
            label={t('people.email')}
            hint={t('people.counter.email-hint')}
            autocomplete="off"
            optional
          />
          <TextField
            name="phone"
            type="tel"
            label={t('people.phone')}
            autocomplete="off"
            size="medium"
            optional
          />
          <Button>{t('people.counter.register')}</Button>
        </Form>
      </Section>
    </DeskLayout>
  );
}

function DocumentFields() {
  const { t } = usePage();
  return (
    <>
      <SelectField
        name="kind"
        label={t('people.document')}
        value="curp"
        empty={false}
        options={identityKinds.map((value) => ({ value, label: t(`people.identity.${value}`) }))}
      />
      <TextField
        name="number"
        label={t('people.number')}
        hint={t('people.counter.number-hint')}
        autocomplete="off"
        size="long"
        code
      />
    </>
  );
}
