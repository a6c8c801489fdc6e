import { Button } from '../../ui/components/button.tsx';
import { CheckboxGroup } from '../../ui/components/checkbox-group.tsx';
import { Form } from '../../ui/components/form.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { RadioGroup } from '../../ui/components/radio-group.tsx';
import { SelectField } from '../../ui/components/select-field.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { LobbyLayout } from '../../ui/layouts/lobby-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import type { SetupData } from './setup-page.tsx';

/** Languages that come with the program; others are brought as data. */
export const builtInLocales = ['es-MX', 'es-ES', 'en'] as const;

const inviteCommand = 'npx cabildo city invite';

export function SetupView({ token, problem }: SetupData) {
  const { t } = usePage();
  const isOpen = token !== undefined && problem === undefined;
  return (
    <LobbyLayout title={t('lobby.setup.title')}>
      <PageHeading title={t('lobby.setup.title')} lead={isOpen ? t('lobby.setup.lead') : undefined} />
      {isOpen ? <SetupForm /> : <NoKey problem={problem} />}
    </LobbyLayout>
  );
}

/** Without the key from the console there is nothing to fill in, only where it is found. */
function NoKey({ problem }: Pick<SetupData, 'problem'>) {
  const { t } = usePage();
  return (
    <Notice tone={problem ? 'warn' : 'info'} title={t(`lobby.setup.${problem ?? 'no-token'}`)}>
      <p>{t('lobby.setup.where-token')}</p>
      <p>
        <code>{inviteCommand}</code>
      </p>
    </Notice>
  );
}

function SetupForm() {
  const { t, locale } = usePage();
  const languages = new Intl.DisplayNames([locale], { type: 'language' });
  const currencies = new Intl.DisplayNames([locale], { type: 'currency' });
  return (
    <Form act="open">
      <Section title={t('lobby.setup.city')}>
        <TextField name="name" label={t('lobby.setup.name')} />
        <TextField
          name="slug"
          label={t('lobby.setup.slug')}
          hint={t('lobby.setup.slug-hint')}
          size="medium"
          code
        />
        <TextField
          name="host"
          label={t('lobby.setup.host')}
          hint={t('lobby.setup.host-hint')}
          code
          optional
        />
      </Section>
      <Section title={t('lobby.setup.place')}>
        <SelectField
          name="timeZone"
          label={t('lobby.setup.time-zone')}
          hint={t('lobby.setup.time-zone-hint')}
          value="America/Mexico_City"
          empty={false}
          options={Intl.supportedValuesOf('timeZone').map((zone) => ({
            value: zone,
            label: zone.replaceAll('_', ' '),
            group: zone.split('/')[0],
          }))}
        />
        <SelectField
          name="currency"
          label={t('lobby.setup.currency')}
          value="MXN"
          empty={false}
          options={Intl.supportedValuesOf('currency').map((code) => ({
            value: code,
            label: `${code} · ${currencies.of(code) ?? code}`,
          }))}
        />
        <CheckboxGroup
          name="locales"
          label={t('lobby.setup.locales')}
          hint={t('lobby.setup.locales-hint')}
          options={builtInLocales.map((one) => ({ value: one, label: languages.of(one) ?? one }))}
          values={['es-MX', 'en']}
        />
        <RadioGroup
          name="holidays"
          label={t('lobby.setup.holidays')}
          hint={t('lobby.setup.holidays-hint')}
          options={(['mexico', 'none'] as const).map((value) => ({
            value,
            label: t(`lobby.setup.holidays-${value}`),
          }))}
          value="mexico"
        />
      </Section>
      <Section title={t('lobby.setup.you')}>
        <TextField
          name="email"
          type="email"
          label={t('lobby.setup.email')}
          hint={t('lobby.setup.email-hint')}
          autocomplete="email"
          inputMode="email"
        />
      </Section>
      <Button>{t('lobby.setup.open')}</Button>
    </Form>
  );
}
